import { sliderLabels, workloads as catalogue } from '../../../shared/workloads/words.ts';
import { hour } from '../../../shared/time.ts';
import type { ComplianceRule } from '../../../shared/workloads/views.ts';
import type { Platform } from '../../../shared/contract/device-words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { CompliancePolicyRow } from '../../rows/site.ts';
import type { IntunePolicyRow } from '../../rows/workloads.ts';
import { allRows, findRow, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { rejudgeAll } from '../../simulation/contact/rejudge.ts';
import { replanAll } from '../../simulation/autopilot/plan.ts';
import { applyChanges } from '../engine/apply.ts';
import { complianceRules } from '../engine/setting-values.ts';
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

  setComplianceRule(db, { platform, name, isAssigned, ...asked }, now, by) {
    if (asked.requireDefender && platform !== 'windows')
      throw new LabError('settingUnknown', 'Microsoft Defender is asked of Windows only.');
    const known = complianceRules(db).get(platform);
    if (!isAssigned && !known) return null;
    const subject = isAssigned ? name : known!.name;
    applyChanges(
      db,
      [
        isAssigned ? ruleChange(known, { platform, name, ...asked }) : removal(platform),
        isAssigned
          ? tellActivity('compliance_rule_changed', { subject, actor: by.upn }, { platform, settings: saying(asked) })
          : tellActivity('compliance_rule_removed', { subject, actor: by.upn }, { platform }),
        ...rejudgeAll(now),
      ],
      now,
    );
    return null;
  },

  setComplianceDefaults(db, { noPolicyMeansCompliant, validityDays }, now, by) {
    applyChanges(
      db,
      [
        {
          do: 'update',
          table: 'tenant',
          id: 1,
          set: {
            no_policy_means_compliant: noPolicyMeansCompliant ? 1 : 0,
            compliance_validity_days: validityDays,
          },
        },
        tellActivity(
          'compliance_defaults_changed',
          { subject: 'Compliance settings', actor: by.upn },
          { noPolicyMeansCompliant, validityDays },
        ),
        ...rejudgeAll(now),
      ],
      now,
    );
    return null;
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

const removal = (platform: Platform): Change => ({ do: 'remove', table: 'compliance_policies', key: { platform } });

function ruleChange(known: CompliancePolicyRow | undefined, rule: ComplianceRule): Change {
  const set = {
    name: rule.name,
    require_encryption: rule.requireEncryption ? 1 : 0,
    require_defender: rule.requireDefender ? 1 : 0,
    min_os_build: rule.minOsBuild,
    grace_seconds: rule.graceHours * hour,
  } as const;
  return known
    ? { do: 'update', table: 'compliance_policies', id: known.id, set }
    : { do: 'insert', table: 'compliance_policies', row: { platform: rule.platform, ...set } };
}

/** What a rule asks for, as the audit log tells it. */
const saying = (rule: Pick<ComplianceRule, 'requireEncryption' | 'requireDefender' | 'minOsBuild'>): string =>
  [
    ...(rule.requireEncryption ? ['encryption'] : []),
    ...(rule.minOsBuild === null ? [] : [`build ${rule.minOsBuild}`]),
    ...(rule.requireDefender ? ['Microsoft Defender'] : []),
  ].join(', ');
