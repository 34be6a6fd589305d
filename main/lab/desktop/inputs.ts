import { findTrigger, notificationNumbers } from '../../../shared/desktop/triggers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { isReachable } from '../../simulation/contact/contact.ts';
import { offsetAt } from '../../simulation/kernel/zone.ts';
import { settingsPut } from '../../simulation/kernel/setting.ts';
import { followsFrom } from '../../simulation/triggers/setting-effects.ts';
import { runPowerShell } from '../../simulation/desktop/powershell/device.ts';
import { runShell } from '../../simulation/desktop/index.ts';
import { carryOutTrigger } from '../../simulation/triggers/carry-out.ts';
import { cancelNotification } from '../../simulation/desktop/client-notification.ts';
import { triggerRefusal } from '../../simulation/triggers/refusal.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import type { InputsOf } from '../engine/offer.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { graphFacts } from './graph.ts';
import { readNotification } from './operations.ts';

/**
 * What people do at one device. The lab lets the trainee sit there as a local administrator, beside whoever is signed in; a
 * helper's session (`sessions.run`) has no more rights than the person it helps.
 */
export const desktopInputs: InputsOf<'desktop'> = {
  run(db, { deviceId, command, shell }, now, by) {
    const facts = factsOfNamed(db, deviceId);
    const { name, platform } = facts.device;
    if ((platform === 'windows' || platform === 'windowsServer') && !isReachable(facts, now))
      throw new LabError('deviceOffline', `${name} is off: no terminal is open there.`);
    const { stdout, exitCode, changes } =
      shell === 'powershell'
        ? runPowerShell(facts, command, now, graphFacts(db, facts.presence ? offsetAt(facts.presence.zone, now) : 0))
        : runShell(facts, command, now, true);
    const repaired = settingsPut(changes).map((put) => ({ ...put, from: facts.setting(put.id, put.target) }));
    applyChanges(db, changes, now);
    for (const { id, target, value, from } of repaired) {
      const setting = settingById.get(id)!;
      const audit = tellActivity(
        'setting_changed',
        { deviceId, subject: `${setting.label}: ${name}`, actor: by.upn },
        { setting: id, from, to: value },
      );
      applyChanges(db, [audit, ...followsFrom(siteFactsOf(db), setting, target, value, now)], now);
    }
    return { stdout, exitCode };
  },

  trigger(db, { deviceId, trigger: id }, now, by) {
    const facts = factsOfNamed(db, deviceId);
    const trigger = findTrigger(id);
    if (!trigger) throw new LabError('triggerUnknown', `There is no trigger "${id}".`);
    const refusal = triggerRefusal(facts, trigger.id, now);
    if (refusal) throw new LabError(refusal.code, refusal.message);
    applyChanges(db, carryOutTrigger(facts, trigger.id, now, by.upn), now);
    return null;
  },

  cancelOperation(db, { deviceId, trigger: id }, now) {
    const facts = factsOfNamed(db, deviceId);
    const notification = readNotification(id);
    const { label } = findTrigger(notification)!;
    if (facts.due('notificationArrives', notificationNumbers[notification]) === undefined)
      throw new LabError('triggerNotPossible', `${label} does not wait for ${facts.device.name}.`);
    applyChanges(db, cancelNotification(facts, notification), now);
    return null;
  },
};
