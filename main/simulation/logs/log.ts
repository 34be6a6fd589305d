import type { HistoryEvent, HistoryKind } from '../kernel/history.ts';
import { at, type Line, type Said } from './line.ts';
import type { DeviceSource, SiteSource } from './source.ts';
import type { DeviceLogName, KindsInDeviceLog, KindsInSiteLog, SiteLogName } from './events.ts';

/** What a log says of each kind of event that it tells (events.ts). */
type EventLines<Kind extends HistoryKind, Source> = {
  readonly [K in Kind]: (event: HistoryEvent<K>, source: Source) => readonly Said[];
};
type Source = { readonly history: readonly HistoryEvent[] };

const isTold = <Kind extends HistoryKind>(
  eventLines: EventLines<Kind, never>,
  event: HistoryEvent,
): event is HistoryEvent & HistoryEvent<Kind> => Object.hasOwn(eventLines, event.kind);
const say = <Kind extends HistoryKind, S>(
  eventLines: EventLines<Kind, S>,
  event: HistoryEvent<Kind>,
  source: S,
): readonly Said[] => eventLines[event.kind](event, source);
const told = <Kind extends HistoryKind, S extends Source>(source: S, eventLines: EventLines<Kind, S>): Line[] =>
  source.history.flatMap((event) => (isTold(eventLines, event) ? at(event.at, ...say(eventLines, event, source)) : []));

export type DeviceLog = {
  name: DeviceLogName;
  component: string;
  /** What it shows, for people who look for the right log. */
  what: string;
  lines: (source: DeviceSource) => Line[];
};
/** `recurring` are lines of what nothing stored tells. */
export const deviceLog = <Name extends DeviceLogName>(
  name: Name,
  what: string,
  eventLines: EventLines<KindsInDeviceLog<Name>, DeviceSource>,
  recurring: (source: DeviceSource) => Line[] = () => [],
): DeviceLog => ({
  name,
  component: name.replace(/\.log$|\/\w+$/, ''),
  what,
  lines: (source) => [...told(source, eventLines), ...recurring(source)],
});

/** Where a log of the site lies. That the SMS Provider is on the server of the service connection point is assumed. */
export type SiteRole = 'serviceConnectionPoint' | 'managementPoint' | 'smsProvider' | 'siteServer';
export type SiteLog = {
  name: SiteLogName;
  role: SiteRole;
  component: string;
  what: string;
  lines: (source: SiteSource) => Line[];
};
export const siteLog = <Name extends SiteLogName>(
  role: SiteRole,
  name: Name,
  what: string,
  eventLines: EventLines<KindsInSiteLog<Name>, SiteSource>,
  recurring: (source: SiteSource) => Line[] = () => [],
  component = name.replace(/\.log$/, ''),
): SiteLog => ({
  name,
  role,
  component,
  what,
  lines: (source) => [...told(source, eventLines), ...recurring(source)],
});
