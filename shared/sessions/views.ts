import type { Withholding } from '../contract/knowledge.ts';
import type { ActionView } from '../actions/views.ts';
import type { SessionEnding, SessionEvent } from './events.ts';

export type SessionView = Withholding & {
  action: ActionView;
  mode: 'view' | 'control';
  canControl: boolean;
  helper: string;
  sharer: string;
  ending: SessionEnding | null;
  isCompliant: boolean | null;
  desktop: {
    deviceName: string;
    user: string;
    upn: string;
    localTime: number;
    zone: string;
    os: string;
    osVersion: string;
    model: string;
    serialNumber: string;
    manufacturer: string;
    joinType: string;
    domain: string | null;
    isMdmEnrolled: boolean;
    clientVersion: string | null;
    diskFreeMb: number;
    diskTotalMb: number;
    batteryPercent: number | null;
    isEncrypted: boolean;
    isDefenderOn: boolean;
    bootedAt: number;
    pendingRebootSince: number | null;
    restartAt: number | null;
  } | null;
  events: SessionEvent[];
};
