import { LabError } from '../../../shared/contract/errors.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { followsFrom } from '../../simulation/triggers/setting-effects.ts';
import { changeSetting, readSetting } from '../engine/setting-values.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import { administrators, resolveTarget, same, targetLabelOf } from './targets.ts';

type Configuration = { setting: string; value: string; target: string | null };

/**
 * Changes of one setting; `target` is in its stored form. Throws LabError `settingUnknown` for anything the catalogue does not
 * list, and for values it does not know.
 */
export function configure(db: Db, { setting: id, value, target }: Configuration, actor: string): Change[] {
  const { now } = labRow(db);
  if (id === 'administrator') {
    const next = administrators(db).find(({ upn }) => same(upn, value));
    if (!next) throw new LabError('settingUnknown', `${value} is no administrator of this lab.`);
    return [
      { do: 'update', table: 'lab', id: 1, set: { administrator_id: next.id } },
      audit('Signed-in administrator', id, actor, value, actor),
    ];
  }
  const setting = settingById.get(id);
  if (!setting) throw new LabError('settingUnknown', `There is no setting "${id}".`);
  if ((setting.target === null) !== (target === null))
    throw new LabError('settingUnknown', `${id} ${setting.target === null ? 'has no target' : 'needs a target'}.`);
  if (setting.values !== 'text' && !setting.values.some((known) => known.value === value)) {
    const values = setting.values.map((known) => known.value).join(', ');
    throw new LabError('settingUnknown', `${id} is one of ${values}, not "${value}".`);
  }
  if (setting.values === 'text' && value.length > 2000)
    throw new LabError('settingUnknown', `${id} takes at most 2,000 characters.`);
  const key = target ?? '';
  if (setting.target !== null) resolveTarget(db, setting.target, key);
  const from = readSetting(db, id, key);
  // Whoever sets it says what the policy in the domain is; nothing brings back what it was before.
  const policy: Change[] =
    id === 'deviceMdmBlock' ? [{ do: 'unqueue', kind: 'groupPolicyRefreshes', deviceId: Number(key) }] : [];
  if (from === value) return policy;
  const subject = target === null ? setting.label : `${setting.label}: ${targetLabelOf(db, setting, key)}`;
  return [
    ...policy,
    changeSetting(db, id, key, value, now),
    audit(subject, id, from, value, actor),
    ...followsFrom(siteFactsOf(db), setting, key, value, now),
  ];
}

const audit = (subject: string, setting: string, from: string, to: string, actor: string): Change =>
  tellActivity('setting_changed', { subject, actor }, { setting, from, to });
