import { day } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import type { Network } from '../kernel/presence.ts';

/** A directory writes a device's activity every two weeks at most. Source: identity facts, approximate last sign-in. */
export const activityPeriod = 14 * day;

/** When a directory was last told of a device that was last on at `lastOn`: in whole periods from what is stored. */
export const toldAt = (stored: number, lastOn: number): number =>
  lastOn <= stored ? stored : stored + Math.floor((lastOn - stored) / activityPeriod) * activityPeriod;

/** Stores in Entra ID and AD what was computed until now, because the device will not be heard of any more. */
export function settleDirectories({ device, presence, entra, ad }: Facts, now: number): Change[] {
  const lastOn = (network: Network): number => {
    const span = device.power === 'running' ? presence?.latest(network, now) : undefined;
    return span ? Math.min(now, span.end - 1) : 0;
  };
  const changes: Change[] = [];
  if (entra) {
    changes.push({
      do: 'update',
      table: 'entra_devices',
      id: entra.id,
      set: { told_at: toldAt(entra.told_at, lastOn('internet')) },
    });
  }
  if (ad) {
    changes.push({
      do: 'update',
      table: 'ad_computers',
      id: ad.id,
      set: { told_at: toldAt(ad.told_at, lastOn('intranet')) },
    });
  }
  return changes;
}
