import { enrollLabels } from '../../../shared/comanagement/words.ts';
import { resourceAccessRetiredFrom, type SliderPosition } from '../../../shared/workloads/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { UserRow } from '../../rows/identity.ts';
import { sentenceOf } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { replanAll } from '../../simulation/autopilot/plan.ts';
import { applyChanges } from '../engine/apply.ts';
import { isWidened } from './checks.ts';
import { readSetting } from '../engine/setting-values.ts';
import { cloudAttachNode, refuseUnlicensed } from '../rights/needs.ts';
import { estateOf } from '../engine/estate.ts';
import { worldOf } from '../engine/world.ts';
import type { InputsOf } from '../engine/offer.ts';
import { findCollection } from '../collections/checks.ts';
import { tellActivity, tellSite } from '../../simulation/kernel/tell.ts';

const subject = 'Co-management';
/** Co-management exists from this site version on. */
const comanagementFrom = 1710;

function checkFirst(db: Db, by: UserRow): void {
  refuseUnlicensed(estateOf(db), by);
  const { version } = worldOf(db).site;
  if (version < comanagementFrom)
    throw new LabError('prerequisiteMissing', `Site version ${version} has no co-management; ${comanagementFrom} has.`);
  const unset = conditionAt('mdmAuthority', readSetting(db, 'mdmAuthority'));
  if (unset) throw new LabError('prerequisiteMissing', sentenceOf(unset));
}

export const comanagementInputs: InputsOf<'comanagement'> = {
  enable: {
    needs: cloudAttachNode,
    carryOut(db, { enroll, collectionId }, now, by) {
      const cloud = findRow(db, 'cloud_attach', 1)!;
      const isFirst = cloud.comanagement_at === null;
      const collection = collectionId ?? cloud.enroll_collection_id;
      if (collectionId !== null) findCollection(db, collectionId);
      if (enroll === 'pilot' && collection === null)
        throw new LabError('enrollNeedsCollection', 'Automatic enrollment for a pilot needs a collection.');
      if (isFirst) checkFirst(db, by);
      if (!isFirst && cloud.enroll === enroll && cloud.enroll_collection_id === collection) return null;
      const name = collection === null ? null : findCollection(db, collection).name;
      const details = { enroll: enrollLabels[enroll], collection: enroll === 'pilot' ? name : null };
      applyChanges(
        db,
        [
          {
            do: 'update',
            table: 'cloud_attach',
            id: 1,
            set: {
              comanagement_at: cloud.comanagement_at ?? now,
              first_comanagement_at: isWidened(cloud, enroll, collection) ? now : (cloud.first_comanagement_at ?? now),
              enroll,
              enroll_collection_id: collection,
              enroll_changed_at: now,
            },
          },
          tellActivity(isFirst ? 'comanagement_enabled' : 'comanagement_changed', { subject, actor: by.upn }, details),
          tellSite(isFirst ? 'comanagementEnabled' : 'comanagementChanged', { ...details, by: by.upn }),
          ...replanAll(now),
        ],
        now,
      );
      return null;
    },
  },

  remove: {
    needs: cloudAttachNode,
    carryOut(db, _params, now, by) {
      const cloud = findRow(db, 'cloud_attach', 1)!;
      if (cloud.comanagement_at === null)
        throw new LabError('comanagementOff', 'Co-management is not enabled at this site.');
      // The sliders are part of what is removed.
      const { version } = worldOf(db).site;
      const initial = (workload: string): SliderPosition =>
        workload === 'resourceAccess' && version >= resourceAccessRetiredFrom ? 'intune' : 'configMgr';
      const sliders = allRows(db, 'workloads')
        .filter(({ workload, position }) => position !== initial(workload))
        .map(({ id, workload }): Change => ({
          do: 'update',
          table: 'workloads',
          id,
          set: { position: initial(workload), changed_at: now },
        }));
      applyChanges(
        db,
        [
          {
            do: 'update',
            table: 'cloud_attach',
            id: 1,
            set: { comanagement_at: null, enroll: 'none', enroll_collection_id: null, enroll_changed_at: now },
          },
          ...sliders,
          tellActivity('comanagement_removed', { subject, actor: by.upn }, { since: cloud.comanagement_at }),
          tellSite('comanagementRemoved', { since: cloud.comanagement_at, by: by.upn }),
          ...replanAll(now),
        ],
        now,
      );
      return null;
    },
  },
};
