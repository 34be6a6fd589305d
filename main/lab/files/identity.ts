import { randomUUID } from 'node:crypto';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { readLocal, writeLocal } from './local.ts';

/**
 * Which lab a file is of. Scenario, seed and number of devices are the same in every lab of a class; `id` is a lab's own. A
 * checkpoint of a time before labs had one has none.
 */
export type Identity = { scenario: string; seed: number; devices: number | null; id: string | null };

export function identityOf(db: Db): Identity {
  const { scenario_hash: scenario, seed, device_count_override: devices } = labRow(db);
  return { scenario, seed, devices, id: readLocal(db, 'identity') };
}

/** Gives a lab that has none an identity of its own. */
export function identify(db: Db, id: string = randomUUID()): void {
  if (readLocal(db, 'identity') === null) writeLocal(db, 'identity', id);
}

export function isSameLab(a: Identity, b: Identity): boolean {
  const isSameWorld = a.scenario === b.scenario && a.seed === b.seed && a.devices === b.devices;
  return isSameWorld && (a.id === b.id || a.id === null || b.id === null);
}

/** Throws `otherLab` when a checkpoint is of another lab than the one whose place it should take. */
export function refuseOtherLab(name: string, checkpoint: Identity, lab: Identity): void {
  if (isSameLab(checkpoint, lab)) return;
  throw new LabError('otherLab', `"${name}" is a checkpoint of another lab, so it cannot take the place of this one.`);
}
