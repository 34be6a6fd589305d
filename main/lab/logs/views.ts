import { LabError } from '../../../shared/contract/errors.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { ScheduleRow } from '../../rows/devices.ts';
import { day } from '../../../shared/time.ts';
import {
  isEventLog,
  type LocalLine,
  type LogLine,
  type LogList,
  type LogPlace,
  type LogSummary,
  type LogView,
  type MergedLogView,
} from '../../../shared/logs/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, labRow, prepared } from '../../db/tables.ts';
import {
  deviceLogs,
  numbered,
  repeatedEvents,
  siteLogs,
  type DeviceSource,
  type SiteRole,
  type SiteSource,
} from '../../simulation/logs/index.ts';
import { offsetAt, type Zone } from '../../simulation/kernel/zone.ts';
import { deviceHistory, siteHistory } from '../engine/history.ts';
import { factsOf } from '../engine/facts.ts';
import { estateOf } from '../engine/estate.ts';
import { worldOf, zoneOfOffice } from '../engine/world.ts';
import { findDevices } from '../devices/find.ts';
import { resolveDevice } from '../devices/resolve.ts';
import type { ViewsOf } from '../engine/offer.ts';

/** Lines that merely recur are worked out for a week; a real log rolls over at its size about as soon. Assumed. */
const recurringSeconds = 7 * day;

const roleLabels: Record<SiteRole, string> = {
  siteServer: 'site server',
  serviceConnectionPoint: 'service connection point',
  smsProvider: 'SMS Provider',
  managementPoint: 'management point',
};

/** Servers of the site with the roles whose logs lie there. The site server is the one of the service connection point (assumed). */
function siteServers(db: Db): { host: string; roles: SiteRole[] }[] {
  const { service_connection_point: server, management_point: managementPoint } = worldOf(db).site;
  const roles: SiteRole[] = ['siteServer', 'serviceConnectionPoint', 'smsProvider'];
  if (server.toLowerCase() === managementPoint.toLowerCase())
    return [{ host: server, roles: [...roles, 'managementPoint'] }];
  return [
    { host: server, roles },
    { host: managementPoint, roles: ['managementPoint'] },
  ];
}

export function logPlaces(db: Db, { search }: ViewParams<'logs.places'>): LogPlace[] {
  const wanted = search.trim().toLowerCase();
  const servers = siteServers(db)
    .map(({ host, roles }): LogPlace => ({
      id: host,
      label: `${host} (${roles.map((role) => roleLabels[role]).join(', ')})`,
      kind: 'siteServer',
    }))
    .filter(({ label }) => label.toLowerCase().includes(wanted));
  const devices = findDevices(db, wanted).map(({ id, name }): LogPlace => ({
    id: String(id),
    label: name,
    kind: 'device',
  }));
  return [...servers, ...devices];
}

type Place = {
  where: string;
  /** Of the machine's clock: a server's is that of the main office. */
  zone: Zone;
  logs: { name: string; what: string; read: () => LogLine[] }[];
};

/** A server by its full or first name, or a device by id or name. Throws `deviceNotFound`, `nameAmbiguous`. */
function placeOf(db: Db, where: string): Place {
  const wanted = where.trim().toLowerCase();
  const server = siteServers(db).find(({ host }) => {
    const full = host.toLowerCase();
    return full === wanted || full.split('.')[0] === wanted;
  });
  const { seed } = labRow(db);
  if (server) {
    const source = siteSource(db);
    return {
      where: server.host,
      zone: worldOf(db).mainOffice.zone,
      logs: siteLogs
        .filter(({ role }) => server.roles.includes(role))
        .map((log) => ({
          name: log.name,
          what: log.what,
          read: () => numbered(past(log.lines(source), source.now), log, seed, 0),
        })),
    };
  }
  const deviceId = resolveDevice(db, where);
  const source = deviceSource(db, deviceId);
  // A client writes nothing before there is one.
  const registered = source.history.find(({ kind }) => kind === 'clientRegistered')?.at ?? 0;
  const ofClient = { ...source, from: Math.max(source.from, registered) };
  return {
    where: source.facts.device.name,
    zone: zoneOfOffice(db, source.facts.device.office_id),
    logs: deviceLogs(source).map((log) => ({
      name: log.name,
      what: log.what,
      read: () => numbered(past(log.lines(isEventLog(log.name) ? source : ofClient), source.now), log, seed, deviceId),
    })),
  };
}

const past = <T extends { at: number }>(lines: readonly T[], now: number): T[] => lines.filter(({ at }) => at <= now);

function deviceSource(db: Db, deviceId: number): DeviceSource {
  const { now } = labRow(db);
  const facts = factsOf(db, deviceId);
  const life = lifeOf(db, deviceId);
  const whole = deviceHistory(db, deviceId);
  // A computer that is set up anew is another one to its logs, even where Windows stayed.
  const began = Math.max(life.since, whole.findLast(({ kind }) => kind === 'entraJoined')?.at ?? 0);
  const history = whole.filter(({ at }) => at >= began);
  const schedules = prepared(
    db,
    'SELECT * FROM device_schedules WHERE device_id = ? AND (until IS NULL OR until > ?) ORDER BY since, channel',
  ).all(deviceId, now - 31 * day) as ScheduleRow[];
  const actions = (
    prepared(db, 'SELECT * FROM actions WHERE device_id = ? ORDER BY id').all(deviceId) as ActionRow[]
  ).filter(({ delivered_at: deliveredAt }) => deliveredAt === null || deliveredAt >= began);
  // Nothing recurs before a new computer came to life.
  const from = Math.max(now - recurringSeconds, began);
  const boots = [...life.boots.filter((at) => at >= began), facts.device.booted_at];
  const gatewayNames = formerGatewayNames(db);
  const source = { facts, now, from, history, schedules, actions, gatewayNames, boots: [...new Set(boots)] };
  const told = [...history, ...repeatedEvents(source)];
  return { ...source, history: told.sort((a, b) => a.at - b.at) };
}

/** What the gateway was called before it was called as now, oldest first. */
const formerGatewayNames = (db: Db): { at: number; was: string }[] =>
  prepared(
    db,
    `SELECT at, details ->> 'was' AS was FROM history
     WHERE device_id = 0 AND kind = 'settingChanged' AND details ->> 'setting' = 'gatewayName' ORDER BY id`,
  ).all() as { at: number; was: string }[];

/** Since when the disk has not been wiped (0: since ever), and when Windows started since, oldest first. UTC seconds. */
function lifeOf(db: Db, deviceId: number): { since: number; boots: number[] } {
  const rows = prepared(
    db,
    `SELECT at, kind, details ->> 'bootedBefore' AS bootedBefore FROM activities
     WHERE device_id = ? AND kind IN ('device_restarted', 'device_reset') ORDER BY id`,
  ).all(deviceId) as { at: number; kind: string; bootedBefore: number | null }[];
  const reset = rows.findLastIndex(({ kind }) => kind === 'device_reset');
  const since = rows[reset]?.at ?? 0;
  const boots = rows.slice(reset + 1).flatMap(({ at, bootedBefore }) => [bootedBefore ?? at, at]);
  return { since, boots: boots.filter((at) => at >= since).sort((a, b) => a - b) };
}

function siteSource(db: Db): SiteSource {
  const { now } = labRow(db);
  const from = now - recurringSeconds;
  return {
    estate: estateOf(db),
    now,
    from,
    history: siteHistory(db, from),
    collections: allRows(db, 'collections'),
  };
}

/** Every log of a place in the order of the catalogue; one that shows nothing yet is listed with no entry. */
export function logList(db: Db, { where }: ViewParams<'logs.list'>): LogList {
  const place = placeOf(db, where);
  const logs = place.logs.map(({ name, what, read }): LogSummary => {
    const lines = read();
    return { name, entries: lines.length, lastAt: lines.at(-1)?.at ?? null, what };
  });
  return { place: place.where, logs };
}

/** The last lines of one log; `where` is answered as it was asked. `log` may be given without `.log`. Throws `logNotFound`. */
export const logView = (db: Db, params: ViewParams<'logs.read'>): LogView => logAt(placeOf(db, params.where), params);

function logAt(place: Place, { where, log, tail }: ViewParams<'logs.read'>): LogView {
  const wanted = log.trim().toLowerCase();
  const found = place.logs.find(({ name }) => [wanted, `${wanted}.log`].includes(name.toLowerCase()));
  if (!found) {
    const names = place.logs.map(({ name }) => name).join(', ') || 'no log of the catalogue';
    throw new LabError('logNotFound', `There is no log "${log}" at ${place.where}; there is ${names}.`);
  }
  const lines = found.read();
  const told = lines.slice(-tail).map((line): LocalLine => ({ ...line, offset: offsetAt(place.zone, line.at) }));
  return { where, log: found.name, total: lines.length, lines: told };
}

/** Several logs as one, of one machine or of several. Throws as `logView`. */
export function mergedLog(db: Db, { of, tail }: ViewParams<'logs.merge'>): MergedLogView {
  const places = new Map([...new Set(of.map(({ where }) => where))].map((where) => [where, placeOf(db, where)]));
  const logs = of.map((one) => logAt(places.get(one.where)!, { ...one, tail }));
  const lines = logs
    .flatMap(({ where, log, lines }) => lines.map((line) => ({ ...line, where, log })))
    .map((line, index) => ({ line, index }))
    .sort((a, b) => a.line.at - b.line.at || a.index - b.index)
    .map(({ line }) => line);
  return {
    total: logs.reduce((sum, { total }) => sum + total, 0),
    lines: lines.slice(-tail),
    machines: [...places].map(([where, place]) => ({ where, name: place.where })),
  };
}

export const logViews: ViewsOf<'logs'> = { places: logPlaces, list: logList, read: logView, merge: mergedLog };
