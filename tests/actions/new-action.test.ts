import { newKinds } from '../support/new-actions/index.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { confirmationFor, checkConfirmation } from '../../main/lab/actions/confirmation.ts';
import { checkOrder, refusalsOf } from '../../main/lab/actions/checks.ts';
import { targetsOf, type Target } from '../../main/lab/actions/targets.ts';
import { carryOutAgain } from '../../main/lab/journal/journal.ts';
import { anyAction, listActions } from '../../main/lab/actions/views.ts';
import { listActivities } from '../../main/lab/activities/views.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { traceView } from '../../main/lab/actions/trace.ts';
import type { MdmAction } from '../../main/simulation/actions/action.ts';
import { actions } from '../../main/simulation/actions/index.ts';
import { hour } from '../../shared/time.ts';
import { findHelpCard } from '../../shared/help/cards.ts';
import { actionOffers } from '../../shared/actions/offers.ts';
import { actionKinds, remoteActions } from '../../shared/actions/words.ts';
import { commands } from '../../main/cli/commands.ts';
import { run } from '../cli/support.ts';
import { attachedLab } from '../support/attached-lab.ts';
import {
  action,
  activities,
  buildLab,
  onPlatform,
  order,
  refusalCode,
  queued,
  runUntil,
  runUntilFinished,
  signIn,
} from '../support/build-lab.ts';

const { blink, countMice } = newKinds;
const one: Target[] = [{ deviceId: 1, stale: undefined }];
const twoDevices = () => buildLab({ devices: [{ presence: 'always' }, { presence: 'always' }] });
const textsOf = (lab: ReturnType<typeof buildLab>) =>
  listActivities(lab.db, { deviceId: 1, kinds: [], search: '' }, 0, -1).rows.map(({ text }) => text);

describe('an entry of the catalogue and what the action does', () => {
  it('make it an order that window, journal and command line accept', () => {
    const given = { kind: blink, deviceIds: [1], options: { loud: true } };
    expect(actionOffers.views.preview.schema.safeParse(given).success).toBe(true);
    expect(actionOffers.inputs.order.asked.safeParse({ ...given, confirm: null }).success).toBe(true);
    const lab = twoDevices();
    carryOutAgain(lab.db, 'actions.order', given);
    expect(action(lab, 1)).toMatchObject({ kind: blink, options: { loud: true }, reason: 'delivering' });
    expect(commands['action']?.about).toContain(`${blink}, ${countMice}`);
  });

  it('make it a command of the device that it is for, and a refusal of the others', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }, onPlatform('android'), onPlatform('ios')] });
    const refusalAt = (id: number) => deviceView(lab.db, id).commands.find(({ kind }) => kind === blink)?.refusal;
    expect(refusalAt(1)).toBeNull();
    expect(refusalAt(2)?.message).toMatch(/^Blink on Android is not supported/);
    expect(refusalAt(3)?.message).toMatch(/^Blink on iOS\/iPadOS needs a supervised device/);
  });

  it('make the preview ask for its rights, its options, its confirmation and its daily limit', () => {
    const lab = twoDevices();
    expect(refusalsOf(lab.db, blink, targetsOf(lab.db, { deviceIds: [1, 2] }))).toEqual([]);
    expect(confirmationFor(lab.db, remoteActions[blink], one)).toBe('LAP-1');
    expect(refusalCode(() => checkConfirmation(lab.db, remoteActions[blink], one, 'LAP-2'))).toBe(
      'confirmationMismatch',
    );
    expect(refusalCode(() => checkOrder(lab.db, blink, [1], { loud: true, hot: true }))).toBe('badOption');
    order(lab, blink, [1, 2]);
    expect(refusalCode(() => checkOrder(lab.db, blink, [1], {}))).toBe('dailyLimit');
    expect(lab.check()).toEqual([]);
    signIn(lab, 'readOnlyOperator');
    expect(refusalsOf(lab.db, blink, targetsOf(lab.db, { deviceIds: [1] }))[0]).toMatchObject({
      code: 'missingRight',
      message: expect.stringContaining('lacks the right Remote tasks/Reboot now.') as string,
    });
  });

  it('have it carried by push, listed, traced and told', () => {
    const lab = twoDevices();
    const id = order(lab, blink, 1, { loud: true });
    expect(runUntilFinished(lab, id)).toMatchObject({ state: 'done', console: 'Complete' });
    expect(activities(lab)).toEqual(['blink_ordered', 'blink_completed']);
    expect(textsOf(lab)).toEqual(['LAP-1 blinked', 'Blink ordered for LAP-1']);
    const { rows } = listActions(lab.db, { ...anyAction, kinds: [blink] }, lab.now, 0, -1);
    expect(rows.map(({ kind, device }) => [kind, device])).toEqual([[blink, 'LAP-1']]);
    expect(traceView(lab.db, { actionId: id }).hops.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Blink ordered for LAP-1/),
      'Taken at a check-in',
      'Reported as complete',
    ]);
    expect(lab.check()).toEqual([]);
  });

  it('take back work of its own when another order leaves nothing of it', () => {
    const lab = twoDevices();
    const plain = actions[blink];
    onTestFinished(() => void Object.assign(actions, { [blink]: plain }));
    const later: Pick<MdmAction, 'withdraws' | 'deliver'> = {
      withdraws: ['userRestarts'],
      deliver: ({ device }, { id }, now) => [
        {
          do: 'update',
          table: 'actions',
          id,
          set: { state: 'active', reason: 'awaitingReport', expected_by: now + hour },
        },
        { do: 'queue', kind: 'userRestarts', dueAt: now + hour, deviceId: device.id, subjectId: id },
      ],
    };
    Object.assign(actions, { [blink]: { ...plain, ...later } });
    const id = order(lab, blink);
    runUntil(lab, () => action(lab, id).state === 'active');
    expect(queued(lab)).toContain('userRestarts');
    const wipe = order(lab, 'wipe');
    runUntil(lab, () => action(lab, wipe).deliveredAt !== null);
    expect(queued(lab)).not.toContain('userRestarts');
  });

  it('have a task carried over the site, which asks for rights of its own', () => {
    const lab = attachedLab();
    const id = order(lab, countMice);
    expect(runUntilFinished(lab, id)).toMatchObject({ state: 'done' });
    expect(textsOf(lab)[0]).toMatch(/^The client on .* ran Count mice$/);
    expect(JSON.stringify(traceView(lab.db, { actionId: id }))).toContain('TemplateID: 99');
    lab.input('settings.configure', { setting: 'siteRole', value: 'none', target: requestedBy(lab, id) });
    expect(runUntilFinished(lab, order(lab, countMice))).toMatchObject({ state: 'failed', reason: 'siteRefused' });
  });

  it('make it an order of the command line', async () => {
    const lab = twoDevices();
    const { file } = lab;
    lab.close();
    const ordered = await run(
      'action',
      file,
      'BLINK',
      '--device',
      'LAP-1',
      '--option',
      'loud=true',
      '--confirm',
      'LAP-1',
    );
    expect(ordered.json).toMatchObject({ actions: [{ kind: 'blink', options: { loud: true } }] });
    expect((await run('actions', file, '--filter', 'kind=blink')).json).toMatchObject({ total: 1 });
  });

  it('give it a help card', () => {
    expect(findHelpCard(blink)).toMatchObject({
      title: 'Blink',
      what: 'Lets the screen of the device blink, so that somebody finds it. It is a fixture.',
      where: expect.stringContaining('› the device › Blink;') as string,
    });
  });

  it('are at the end of the list of kinds, in the order of the catalogue', () => {
    expect(actionKinds.slice(-2)).toEqual([blink, countMice]);
  });
});

const requestedBy = (lab: ReturnType<typeof buildLab>, id: number): string => action(lab, id).requestedBy;
