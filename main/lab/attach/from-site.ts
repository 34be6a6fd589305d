import { stateOf, type SiteScriptRuns } from '../../../shared/attach/scripts.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { SiteRight } from '../../../shared/rights/site-roles.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { missing } from '../../simulation/site/rights.ts';
import { administratorOf } from '../engine/administrator.ts';
import { estateOf } from '../engine/estate.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { clientsOf } from '../engine/membership.ts';

/** CMPivot and scripts as the console of the site has them: of one client, or of those of a collection, attached or not. */
type Meant = { deviceId: number | null; collectionId: number | null };

/** So many clients of a collection are asked at once, in order of device id. A rule of the lab. */
const mostClients = 500;

/** Those whose record has a client: how many there are, and what is known of those that are asked. Throws `deviceNotFound`. */
export function clientsMeant(db: Db, { deviceId, collectionId }: Meant): { clients: number; asked: Facts[] } {
  if (deviceId !== null) {
    const asked = [factsOfNamed(db, deviceId)].filter(({ configmgr }) => configmgr?.has_client === 1);
    return { clients: asked.length, asked };
  }
  const ids = clientsOf(db, collectionId);
  return { clients: ids.length, asked: ids.slice(0, mostClients).map((id) => factsOfNamed(db, id)) };
}

/** The site's own console asks the role in the site alone. Throws `siteRefused` where it lacks a right. */
export function refuseInSite(db: Db, siteRights: readonly SiteRight[]): void {
  const lacking = missing(administratorOf(db), { siteRights }, estateOf(db));
  if (lacking) throw new LabError(lacking.code, lacking.message);
}

/** Throws `siteRefused`. */
export function siteScripts(db: Db, { script, ...meant }: ViewParams<'attach.siteScripts'>): SiteScriptRuns {
  refuseInSite(db, ['readScript']);
  const { clients, asked } = clientsMeant(db, meant);
  const names = new Map(asked.map(({ device, configmgr }) => [device.id, configmgr!.name]));
  const rows = prepared(db, lastRuns).all(script, JSON.stringify([...names.keys()])) as {
    device_id: number;
    ended_at: number | null;
    output: string | null;
  }[];
  const runs = rows.map(({ device_id: deviceId, ended_at: endedAt, output }) => ({
    deviceId,
    device: names.get(deviceId)!,
    state: stateOf(endedAt, output),
    output,
  }));
  return { clients, asked: asked.length, runs };
}
const lastRuns = `SELECT device_id, ended_at, output FROM script_runs WHERE id IN
  (SELECT max(id) FROM script_runs WHERE script = ? AND device_id IN (SELECT value FROM json_each(?)) GROUP BY device_id)
  ORDER BY device_id`;
