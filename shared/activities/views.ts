import type { ActivityKind } from './events.ts';
import type { Cell } from '../contract/answers.ts';

export type ActivityView = {
  id: number;
  at: number;
  kind: ActivityKind;
  subject: string;
  deviceId: number | null;
  actor: string;
  details: Record<string, Cell>;
  text: string;
};
