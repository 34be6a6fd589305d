import { minute } from '../../../shared/time.ts';
import { ouOf } from '../../../shared/identity/units.ts';
import type { PipelineReason } from '../../../shared/comanagement/words.ts';
import type { AdComputerRow, EntraDeviceRow } from '../../rows/records.ts';
import type { Change, Estate, Facts, SiteFacts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { putJoin } from './join-state.ts';
import { enableObject } from './removal.ts';
import { tellDevice } from '../kernel/tell.ts';

/**
 * Entra Connect: when its cycles run, what stops them, and what the next one does with a computer. Sources: scheduler of Entra
 * Connect (30 minutes by default), staging mode, hybrid join facts §2.1 D and §2.4.
 */

export const cycleSeconds = (estate: Estate): number => Number(estate.setting('entraConnectCycle')) * minute;

/** Why no cycle starts by itself; null when cycles run. */
export function cyclesStoppedBy(estate: Estate): 'wizard' | 'disabled' | null {
  if (estate.setting('entraConnectWizard') === 'on') return 'wizard';
  return estate.setting('entraConnectSync') === 'on' ? null : 'disabled';
}
/** A server in staging mode runs its cycles and exports nothing. */
export const isStaging = (estate: Estate): boolean => estate.setting('entraConnectStaging') === 'on';
export const isSyncing = (estate: Estate): boolean => cyclesStoppedBy(estate) === null && !isStaging(estate);

/** Cycles stand on a grid of their own phase, since the scheduler counts from when the server came up. */
const anchorOf = ({ seed }: Estate): number => drawBetween(seed, 'entraConnectCycle', 0, 0, 0, 30 * minute - 1);
const gridAfter = (anchor: number, period: number, after: number): number =>
  anchor + (Math.floor((after - anchor) / period) + 1) * period;
export const nextCycle = (estate: Estate, after: number): number =>
  gridAfter(anchorOf(estate), cycleSeconds(estate), after);
export const lastCycle = (estate: Estate, at: number): number => nextCycle(estate, at) - cycleSeconds(estate);

/** Objects of one cycle appear one after another within two minutes (assumed), each always at the same place in it. */
const exportSeconds = 2 * minute;
const nextExport = (facts: Facts, after: number): number =>
  gridAfter(
    anchorOf(facts) + drawBetween(facts.seed, 'exportPlace', facts.device.id, 0, 0, exportSeconds - 1),
    cycleSeconds(facts),
    after,
  );

const isInScope = (facts: Facts): boolean =>
  facts.ad !== undefined && facts.setting('ouInSync', ouOf(facts.ad.distinguished_name)) === 'on';

/**
 * Entra ID holds the object of this computer with the certificate that the computer has now, and waits for it to register. An
 * object that was told last before the certificate was written does not have it.
 */
export const hasCertificateInEntra = ({ ad, entra }: Facts): boolean =>
  entra?.join_type === 'hybrid' &&
  entra.registration_state === 'pending' &&
  ad !== undefined &&
  ad.certificate_at !== null &&
  entra.told_at >= ad.certificate_at;

/** With federation a computer makes its object itself, and Entra Connect deletes only what it brought. */
const hasRegisteredItself = (estate: Estate, { registration_state: state }: EntraDeviceRow): boolean =>
  estate.setting('signInMethod') === 'federation' && state === 'registered';

/** What an export would do with this computer now; null when nothing. Only a computer with a certificate is exported. */
function exportOf(facts: Facts): 'create' | 'certificate' | 'account' | 'delete' | null {
  const { ad, entra } = facts;
  if (facts.setting('entraConnectHybridJoin') !== 'on') return null;
  const object = entra?.join_type === 'hybrid' ? entra : undefined;
  if (!ad || !isInScope(facts)) return object && !hasRegisteredItself(facts, object) ? 'delete' : null;
  if (ad.certificate_at === null) return null;
  // The object of a computer that was reset and joined Entra ID since is there, though the device has another.
  if (!object) return facts.device.join_type === 'entra' ? null : 'create';
  const lacksCertificate = object.registration_state === 'pending' && object.told_at < ad.certificate_at;
  if (lacksCertificate && facts.setting('entraConnectAttributes') === 'on') return 'certificate';
  return ad.account_waits === 1 ? 'account' : null;
}

/** When the next cycle changes something about this computer; undefined when none will. */
export const exportDueAt = (facts: Facts, now: number): number | undefined =>
  exportOf(facts) !== null && isSyncing(facts) ? nextExport(facts, now) : undefined;

/** Why Entra ID does not get the object (or its certificate), in the order in which somebody would look. */
export function syncReason(facts: Facts): PipelineReason {
  if (facts.setting('entraConnectHybridJoin') !== 'on') return 'hybridJoinNotConfigured';
  if (!isSyncing(facts)) return 'syncStopped';
  if (!isInScope(facts)) return 'ouNotSynced';
  return facts.setting('entraConnectAttributes') === 'on' ? 'entraSync' : 'attributesNotSynced';
}

/** A new object in Entra ID for the computer as it is. */
export const newEntraObject = (
  { device, entra, ad }: Facts,
  now: number,
  state: 'pending' | 'registered',
  toldAt = now,
): Change[] => [
  // Whatever stood for the device before is another object, for instance of a registration by a person.
  ...(entra ? [{ do: 'update', table: 'entra_devices', id: entra.id, set: { is_current: 0 } } as const] : []),
  {
    do: 'insert',
    table: 'entra_devices',
    row: {
      device_id: device.id,
      is_current: 1,
      name: device.name,
      join_type: 'hybrid',
      registration_state: state,
      registered_at: now,
      is_enabled: ad?.is_enabled ?? 1,
      is_compliant: null,
      owner_upn: null,
      os: 'Windows',
      os_version: device.os_version,
      told_at: toldAt,
    },
  },
];

/** An export reaches Entra ID. A device that registers then finds its object at its next attempt. */
export function exportComputer(facts: Facts, now: number): Change[] {
  const { device, entra, join, ad } = facts;
  const what = exportOf(facts);
  if (what === null || isStaging(facts)) return [];
  const plan: Change = { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 };
  if (what === 'delete') {
    return [
      { do: 'remove', table: 'entra_devices', key: { device_id: device.id, join_type: 'hybrid', is_current: 1 } },
      tellDevice(device.id, 'entraObjectDeleted', { reason: ad ? 'ouNotSynced' : 'computerDeleted' }),
      plan,
    ];
  }
  if (what === 'account') return [...takeAccount(facts, ad!, entra!, now), plan];
  const withCertificate = facts.setting('entraConnectAttributes') === 'on';
  const changes: Change[] =
    what === 'create'
      ? newEntraObject(facts, now, 'pending', withCertificate ? now : ad!.certificate_at! - 1)
      : [{ do: 'update', table: 'entra_devices', id: entra!.id, set: { told_at: now } }];
  changes.push(tellDevice(device.id, 'entraObjectSynced', { isNew: what === 'create', withCertificate }));
  if (withCertificate && join?.stage === 'waitingForSync')
    changes.push(putJoin(device.id, { stage: 'waitingToRegister', since: now }, now));
  return [...changes, plan];
}

/** Entra ID hears that the computer was enabled or disabled in Active Directory. Source: managing stale devices, hybrid joined. */
const takeAccount = (facts: Facts, ad: AdComputerRow, object: EntraDeviceRow, now: number): Change[] => [
  { do: 'update', table: 'ad_computers', id: ad.id, set: { account_waits: 0 } },
  ...(object.is_enabled === ad.is_enabled ? [] : enableObject(facts, object, ad.is_enabled === 1, now)),
];

/** The next cycle comes to this computer. */
export function entraSync(facts: Facts, _subject: number, now: number): Change[] {
  // What stopped the cycles was set in this very moment, and the device has not been planned anew yet.
  if (!isSyncing(facts)) return [{ do: 'queue', dueAt: now, kind: 'plan', deviceId: facts.device.id, subjectId: 0 }];
  return exportComputer(facts, now);
}

/** So many objects a forced cycle brings in a second. Assumed; it keeps the input short in a very large estate. */
const batch = 500;

/** A cycle that somebody started by hand; `from` is the first device id that it has not looked at. */
export function syncCycle(site: SiteFacts, from: number, now: number): Change[] {
  const ids = site.exportCandidates(from, batch);
  const changes = ids.flatMap((id): Change[] => [
    { do: 'unqueue', kind: 'entraSync', deviceId: id },
    ...exportComputer(site.facts(id), now),
  ]);
  const last = ids.at(-1);
  if (ids.length === batch && last !== undefined)
    changes.push({ do: 'queue', dueAt: now + 1, kind: 'syncCycle', deviceId: 0, subjectId: last + 1 });
  return changes;
}
