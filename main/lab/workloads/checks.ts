import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow } from '../../db/tables.ts';
import { moveSlider, type Move, type Moved } from '../../simulation/workloads/sliders.ts';
import { findCollection } from '../collections/checks.ts';
import { worldOf } from '../engine/world.ts';

/**
 * The sliders as a move would leave them; changes nothing. Throws `comanagementOff`, `collectionNotFound`, `workloadFixed`,
 * `workloadCoupled` or `pilotNeedsCollection`.
 */
export function checkMove(db: Db, move: Move, now: number): Moved {
  if (findRow(db, 'cloud_attach', 1)!.comanagement_at === null)
    throw new LabError('comanagementOff', 'Co-management is not enabled at this site.');
  if (move.collectionId !== null) findCollection(db, move.collectionId);
  const moved = moveSlider(allRows(db, 'workloads'), move, worldOf(db).site.version, now);
  if ('refusal' in moved) throw new LabError(moved.refusal, moved.message);
  return moved;
}
