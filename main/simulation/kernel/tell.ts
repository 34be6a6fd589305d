import type { ActivityEvents, ActivityKind } from '../../../shared/activities/events.ts';
import type { EventOf } from '../../../shared/contract/events.ts';
import type { SessionEventKind, SessionEvents } from '../../../shared/sessions/events.ts';
import type { DeviceEventKind, DeviceEvents, SiteEventKind, SiteEvents } from './history.ts';

/** The Change by which a rule tells what happened: to the history of a device or the site, to the audit log, to a session. */
export type Tell =
  /** `deviceId` 0 is the site. */
  | { do: 'tell'; to: 'history'; deviceId: number; event: EventOf<DeviceEvents> | EventOf<SiteEvents> }
  | {
      do: 'tell';
      to: 'activities';
      deviceId: number | null;
      subject: string;
      actor: string;
      event: EventOf<ActivityEvents>;
    }
  | { do: 'tell'; to: 'session'; actionId: number; event: EventOf<SessionEvents> };

/** TypeScript does not follow from a kind to its details inside a generic function; the callers below pass them as a pair. */
const event = <Events, K extends keyof Events>(kind: K, details: Events[K]): EventOf<Events> => ({ kind, details });

export const tellDevice = <K extends DeviceEventKind>(deviceId: number, kind: K, details: DeviceEvents[K]): Tell => ({
  do: 'tell',
  to: 'history',
  deviceId,
  event: event<DeviceEvents, K>(kind, details),
});

export const tellSite = <K extends SiteEventKind>(kind: K, details: SiteEvents[K]): Tell => ({
  do: 'tell',
  to: 'history',
  deviceId: 0,
  event: event<SiteEvents, K>(kind, details),
});

/** `subject` is the recorded name of a device, or of what else was changed; without `deviceId` it is no device. */
export type About = { deviceId?: number; subject: string; actor: string };
export const tellActivity = <K extends ActivityKind>(
  kind: K,
  { deviceId, subject, actor }: About,
  details: ActivityEvents[K],
): Tell => ({
  do: 'tell',
  to: 'activities',
  deviceId: deviceId ?? null,
  subject,
  actor,
  event: event<ActivityEvents, K>(kind, details),
});

/** What a device does by itself. */
export const ofDevice = ({ id, name }: { id: number; name: string }): About => ({
  deviceId: id,
  subject: name,
  actor: name,
});

export const tellSession = <K extends SessionEventKind>(
  actionId: number,
  kind: K,
  details: SessionEvents[K],
): Tell => ({
  do: 'tell',
  to: 'session',
  actionId,
  event: event<SessionEvents, K>(kind, details),
});
