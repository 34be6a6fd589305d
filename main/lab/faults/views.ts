import { LabError } from '../../../shared/contract/errors.ts';
import { faults } from '../../../shared/faults/catalogue.ts';
import { sightingText, type Fault } from '../../../shared/faults/fault.ts';
import type { FaultRow } from '../../rows/settings.ts';
import type { FaultView } from '../../../shared/faults/views.ts';
import type { Db } from '../../db/open.ts';
import { currentRecord, findRow, prepared } from '../../db/tables.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { faultOf, isCuredAt } from './planting.ts';
import { ouOf } from '../../../shared/identity/units.ts';
import { namedDevice } from '../engine/facts.ts';

/** The instructor's view: every fault of the catalogue, where it is planted, and whether somebody has put it right. */
export function listFaults(db: Db): FaultView[] {
  const planted = prepared(db, 'SELECT * FROM faults ORDER BY fault, planted_at, target').all() as FaultRow[];
  return faults.map((fault) => ({
    id: fault.id,
    component: fault.component,
    title: fault.title,
    symptom: fault.symptom,
    code: fault.code,
    target: fault.target,
    planted: planted
      .filter((row) => row.fault === fault.id)
      .map(({ target, planted_at: at }) => ({
        target,
        label: labelOf(db, fault, target),
        at,
        isCured: isCuredAt(db, fault, target),
      })),
    detectableAt: fault.detectableAt.map(sightingText),
    remedy: fault.remedy,
    difficulty: fault.difficulty,
  }));
}

function labelOf(db: Db, { target: kind }: Fault, target: string): string {
  if (kind === null) return 'Site';
  if (kind === 'device') return findRow(db, 'devices', Number(target))?.name ?? target;
  if (kind === 'ou') return target;
  const name = prepared(db, 'SELECT display_name FROM users WHERE upn = ?').pluck().get(target);
  return (name as string | undefined) ?? target;
}

/** What a fault at a device is at, as targets are stored. Throws `faultTarget` when the device has no such thing. */
function deviceTarget(db: Db, deviceId: number, kind: 'user' | 'device' | 'ou'): string {
  const device = namedDevice(db, deviceId);
  if (kind === 'device') return String(deviceId);
  if (kind === 'user') {
    if (device.user_id === null) throw new LabError('faultTarget', `${device.name} has no user.`);
    return findRow(db, 'users', device.user_id)!.upn;
  }
  const computer = currentRecord(db, 'ad_computers', deviceId);
  if (!computer) throw new LabError('faultTarget', `${device.name} has no computer object, so no organizational unit.`);
  return ouOf(computer.distinguished_name);
}

export const faultViews: ViewsOf<'faults'> = {
  list: listFaults,
  target(db, { fault, deviceId }) {
    const { target: kind } = faultOf(fault);
    return kind === null ? '' : deviceTarget(db, deviceId, kind);
  },
};
