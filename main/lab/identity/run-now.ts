import { LabError } from '../../../shared/contract/errors.ts';
import { runNow, type RunNowId } from '../../../shared/settings/run-now.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { sentenceOf } from '../../../shared/settings/condition.ts';
import { conditionOf } from '../../../shared/settings/conditions.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import type { Change, Estate } from '../../simulation/kernel/change.ts';
import { managementBlock } from '../../simulation/site/gateway.ts';
import { cyclesStoppedBy, isStaging } from '../../simulation/identity/entra-connect.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import { tellActivity, tellSite } from '../../simulation/kernel/tell.ts';

/** What follows when somebody starts by hand what otherwise runs on its schedule. Throws `prerequisiteMissing` where it cannot run. */
export const startedNow = (db: Db, what: RunNowId, now: number, actor: string): Change[] => [
  tellActivity('run_now', { subject: runNow[what].label, actor }, { what }),
  ...starts[what](db, siteFactsOf(db), now),
];

const starts: Record<RunNowId, (db: Db, estate: Estate, now: number) => Change[]> = {
  deltaSync: (_db, estate, now) => startCycle(estate, 'Delta', now),
  initialSync: (_db, estate, now) => startCycle(estate, 'Initial', now),
  entraUserDiscovery(db, estate) {
    refuseOff(estate, 'entraUserDiscovery');
    const block = managementBlock(estate);
    if (block) throw new LabError('prerequisiteMissing', block.why);
    if (estate.setting('serverAppConsent') === 'off')
      throw new LabError('prerequisiteMissing', sentenceOf(conditionOf('serverAppConsent', 'off')));
    return [discovered(db, 'entraUserDiscovery')];
  },
  adUserDiscovery(db, estate) {
    refuseOff(estate, 'adUserDiscovery');
    return [discovered(db, 'adUserDiscovery')];
  },
};

/** Said of the method itself: what else is broken while it is off depends on the other one. */
function refuseOff(estate: Estate, discovery: 'entraUserDiscovery' | 'adUserDiscovery'): void {
  if (estate.setting(discovery) !== 'on')
    throw new LabError('prerequisiteMissing', `${settingById.get(discovery)!.label} is off.`);
}

/** A cycle by hand runs although the scheduler is off, but not while the wizard holds it; in staging mode it exports nothing. */
function startCycle(estate: Estate, type: 'Delta' | 'Initial', now: number): Change[] {
  if (cyclesStoppedBy(estate) === 'wizard')
    throw new LabError('prerequisiteMissing', conditionOf('entraConnectWizard', 'on').unmet);
  const exports = !isStaging(estate);
  return [
    tellSite('syncCycle', { type, exports }),
    ...(exports ? [{ do: 'queue', dueAt: now, kind: 'syncCycle', deviceId: 0, subjectId: 1 } as const] : []),
  ];
}

/** What the discovery's log tells of a full run; the site knows its users by name already. */
function discovered(db: Db, what: 'entraUserDiscovery' | 'adUserDiscovery'): Change {
  const users = prepared(db, 'SELECT count(*) FROM users').pluck().get() as number;
  return tellSite(what, { users });
}
