import type { Withholding } from '../contract/knowledge.ts';
import type { ActionView } from '../actions/views.ts';
import type { DeviceScreen } from '../desktop/views.ts';
import type { SessionEnding, SessionEvent } from './events.ts';

export type SessionView = Withholding & {
  action: ActionView;
  mode: 'view' | 'control';
  canControl: boolean;
  helper: string;
  sharer: string;
  ending: SessionEnding | null;
  isCompliant: boolean | null;
  desktop: DeviceScreen | null;
  events: SessionEvent[];
};
