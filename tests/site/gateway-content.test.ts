import { describe, expect, it } from 'vitest';
import { applicationActionsNow, requestApplication } from '../../main/simulation/apps/applications.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { prepared } from '../../main/db/tables.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { applicationById, applications } from '../../shared/apps/words.ts';
import { day } from '../../shared/time.ts';
import { pass } from '../support/build-lab.ts';
import { internetClient, put } from '../support/internet-lab.ts';

const stateOf = (lab: Lab, id: number, application: number): string | undefined =>
  prepared(lab.db, 'SELECT state FROM application_states WHERE device_id = ? AND application_id = ?')
    .pluck()
    .get(id, application) as string | undefined;
/** What the site may install on the device now, and has no need of anything more than room. */
const installable = (lab: Lab, id: number): number =>
  applications.find((application) =>
    applicationActionsNow(factsOf(lab.db, id), application, lab.now).includes('reinstall'),
  )!.id;
const reinstall = (lab: Lab, id: number, application: number): void => {
  const asked = requestApplication(factsOf(lab.db, id), applicationById.get(application)!, 'reinstall', lab.now);
  applyChanges(lab.db, asked, lab.now);
};

describe('content for a client on the internet', () => {
  it.each([
    ['cloudDistribution', 'on', /^(installed|restartPending)$/],
    ['cloudDistribution', 'off', /^failed$/],
    ['gatewayContent', 'off', /^failed$/],
  ])('with %s %s an installation ends as %s', (setting, value, expected) => {
    const { lab, id } = internetClient();
    const application = installable(lab, id);
    put(lab, setting, value);
    reinstall(lab, id, application);
    pass(lab, 2 * day);
    expect(stateOf(lab, id, application)).toMatch(expected);
  });
});

describe('what is deployed to people', () => {
  it('reaches a client on the internet only where it may ask for user policy', () => {
    const { lab, id } = internetClient();
    // As a hybrid joined laptop would be that has left the network.
    prepared(lab.db, `UPDATE devices SET join_type = 'hybrid' WHERE id = ?`).run(id);
    const offered = () => applicationActionsNow(factsOf(lab.db, id), applicationById.get(5)!, lab.now).length > 0;
    expect(offered()).toBe(true);
    put(lab, 'internetUserPolicy', 'off');
    expect(offered()).toBe(false);
  });
});
