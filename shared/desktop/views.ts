import type { NotificationId } from './triggers.ts';
import type { PowerState } from '../contract/device-words.ts';

/** What stands on the screen of a computer and in the pages of its Settings: seen by whoever sits there, or is shown it. */
export type DeviceScreen = {
  deviceName: string;
  user: string;
  upn: string;
  /** Seconds of the device's own civil time. */
  localTime: number;
  /** How far its clock stands from UTC now, in seconds. */
  offset: number;
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
};

/** What the site has told one client, or the clients of a collection, as its console lists it. */
export type ClientOperation = {
  id: number;
  trigger: NotificationId;
  label: string;
  target: string;
  /** Null of a collection. */
  deviceId: number | null;
  /** Null of a device, and of a collection that is gone. */
  collectionId: number | null;
  state: 'running' | 'completed' | 'canceled';
  startedAt: number;
  /** Clients that it was sent to, and those of them that have not heard it yet. */
  total: number;
  waiting: number;
};

/** The same for somebody who stands in front of it, who sees too whether it is on, and where it is. */
export type DeskView = DeviceScreen & {
  deviceId: number;
  platform: string;
  power: PowerState;
  /** Null while it is off. */
  place: 'office' | 'vpn' | 'internet' | null;
  /** `DOMAIN\name` of whoever is signed in; null where nobody is. */
  account: string | null;
};
