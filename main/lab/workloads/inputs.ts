import { sliderLabels, workloads as catalogue } from '../../../shared/workloads/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { IntunePolicyRow } from '../../rows/workloads.ts';
import { allRows, findRow, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { replanAll } from '../../simulation/autopilot/plan.ts';
import { applyChanges } from '../engine/apply.ts';
import { cloudAttachNode } from '../rights/needs.ts';
import { tellActivity, tellSite } from '../../simulation/kernel/tell.ts';
import { checkMove } from './checks.ts';
import type { InputsOf } from '../engine/offer.ts';

export const workloadInputs: InputsOf<'workloads'> = {
  move: {
    needs: cloudAttachNode,
    carryOut(db, move, now, by) {
      const before = allRows(db, 'workloads');
      const { changed } = checkMove(db, move, now);
      if (changed.length === 0) return null;
      const changes = changed.flatMap((row): Change[] => {
        const { id, workload, position, pilot_collection_id: pilot } = row;
        const from = before.find((known) => known.id === id)!.position;
        const collection = pilot === null ? null : findRow(db, 'collections', pilot)!.name;
        const details = {
          workload,
          from,
          to: position,
          collection: position === 'pilot' ? collection : null,
          takenAlongBy: workload === move.workload ? null : move.workload,
        };
        return [
          { do: 'update', table: 'workloads', id, set: { position, pilot_collection_id: pilot, changed_at: now } },
          tellActivity(
            'workload_moved',
            { subject: catalogue[workload].label, actor: by.upn },
            { ...details, from: sliderLabels[from], to: sliderLabels[position] },
          ),
          tellSite('workloadMoved', details),
        ];
      });
      applyChanges(db, [...changes, ...replanAll(now)], now);
      return null;
    },
  },

  assignPolicy(db, { name, workload, kind, groupId, isAssigned }, now, by) {
    if (groupId !== null && !findRow(db, 'groups', groupId))
      throw new LabError('groupNotFound', `There is no group with id ${groupId}.`);
    const known = prepared(db, 'SELECT * FROM intune_policies WHERE name = ? COLLATE NOCASE ORDER BY id').get(name) as
      IntunePolicyRow | undefined;
    if (known && known.workload !== workload)
      throw new LabError('nameTaken', `${known.name} is a policy for ${catalogue[known.workload].label} already.`);
    const set = { group_id: groupId, is_assigned: isAssigned ? 1 : 0, changed_at: now } as const;
    const group = groupId === null ? 'All devices' : findRow(db, 'groups', groupId)!.name;
    applyChanges(
      db,
      [
        known
          ? { do: 'update', table: 'intune_policies', id: known.id, set }
          : { do: 'insert', table: 'intune_policies', row: { name, workload, kind, ...set } },
        tellActivity(
          isAssigned ? 'policy_assigned' : 'policy_unassigned',
          { subject: known?.name ?? name, actor: by.upn },
          { workload, group },
        ),
      ],
      now,
    );
    return null;
  },
};
