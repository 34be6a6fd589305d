import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import { day } from '../../../shared/time.ts';
import type { Network, Presence } from '../kernel/presence.ts';
import { offsetAt, utcOfLocal } from '../kernel/zone.ts';

/** How far back a run is looked for; a client silent for longer shows its last stored result. */
const daysBack = 14;

/**
 * When ccmeval last ran: daily at the device's midnight, or as soon after it as the client is on. A run whose result is the
 * same as before changes nothing and is therefore computed. `presence` is the one its policy requests follow.
 */
export function lastCheckRun(
  record: Pick<ConfigmgrDeviceRow, 'client_check' | 'client_check_at'>,
  presence: Presence | undefined,
  now: number,
  network: Network = 'intranet',
): number | null {
  const { client_check: result, client_check_at: stored } = record;
  if (!presence || result === 'noResults') return stored;
  const today = Math.floor((now + offsetAt(presence.zone, now)) / day);
  for (let localDay = today; localDay > today - daysBack; localDay -= 1) {
    const run = presence.nextOn(network, utcOfLocal(presence.zone, localDay * day));
    if (run !== undefined && run <= now) return stored === null ? run : Math.max(run, stored);
  }
  return stored;
}
