import '../support/new-entries/faults.ts';
import { newOffers } from '../support/new-entries/offers.ts';
import { newKinds } from '../support/new-actions/index.ts';
import '../support/new-entries/offer-rules.ts';
import { describe, expect, it, vi } from 'vitest';

import { faultById } from '../../shared/faults/catalogue.ts';
import type { ClientLogName } from '../../main/simulation/logs/events.ts';
import { isInputName, isViewName } from '../../shared/offers.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
import { conditionAt } from '../../shared/settings/conditions.ts';
import { week } from '../../shared/time.ts';
import { answerView, giveInput } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { parseScenario } from '../../main/lab/scenario/file.ts';
import { run } from '../cli/support.ts';
import { buildLab, order, pass, refusalCode, runUntilFinished } from '../support/build-lab.ts';
import { smallScenario } from '../support/small-scenario.ts';

/**
 * What docs/architecture.md says about adding things: an entry, registered as it would be in its own file, is everywhere at once.
 * A remote action has tests of its own (new-action.test.ts), pages and their parts are looked at in tests/adding/adding.screen.test.ts.
 */
const lonely = (): Lab => buildLab({ devices: [{ presence: 'always', client: true, join: 'hybrid' }] });
/** Runs a command on the closed file of a lab. */
async function told<Answer>(lab: Lab, command: string, ...rest: string[]): Promise<Answer> {
  if (lab.db.open) lab.close();
  const { exitCode, json } = await run(command, lab.file, ...rest);
  expect(exitCode, `${command}: ${JSON.stringify(json)}`).toBe(0);
  return json as Answer;
}
const scenario = (lines: string): string => `${smallScenario}cloudAttach:\n${lines}`;

vi.mock('electron', () => ({ BrowserWindow: {}, ipcMain: {}, protocol: {}, session: {}, net: {} }));
vi.stubGlobal('__dirname', '/');
const { answerRequest } = await import('../../main/ipc/register.ts');

describe('a setting', () => {
  it('is listed, configured, told in the activity log, and said to take effect', () => {
    const lab = lonely();
    const listed = () => answerView(lab.db, 'settings.list', {}).find(({ id }) => id === 'catTrap');
    expect(listed()).toMatchObject({ area: 'site', section: 'Site', value: 'armed', normal: 'armed', changedAt: null });
    giveInput(lab, 'settings.configure', { setting: 'catTrap', value: 'sprung', target: null });
    expect(listed()).toMatchObject({ value: 'sprung', changedAt: lab.now });
    expect(answerView(lab.db, 'settings.effects', { setting: 'catTrap', target: null }).length).toBeGreaterThan(1);
    const { rows } = answerView(lab.db, 'activities.list', {
      deviceId: null,
      kinds: [],
      search: '',
      offset: 0,
      limit: 5,
    });
    expect(rows[0]?.text).toBe('Cat trap: armed → sprung');
    expect(
      refusalCode(() => giveInput(lab, 'settings.configure', { setting: 'catTrap', value: 'dog', target: null })),
    ).toBe('settingUnknown');
    expect(lab.check()).toEqual([]);
  });

  it('is a prerequisite of what needs it, met and unmet in its own words', () => {
    const lab = lonely();
    const item = () =>
      answerView(lab.db, 'prerequisites.read', { deviceId: null }).items.find(({ id }) => id === 'catTrap');
    expect(item()).toMatchObject({ ok: true, why: 'No cat is in.', neededFor: ['comanagement'] });
    giveInput(lab, 'settings.configure', { setting: 'catTrap', value: 'sprung', target: null });
    expect(item()).toMatchObject({
      ok: false,
      fix: 'Let the cat out and arm the trap again.',
      setting: { id: 'catTrap', value: 'armed' },
    });
    expect(JSON.stringify(item())).toContain('A cat sits in the trap, so mice dance');
  });

  it('of a device is a repair there while it stands wrong', () => {
    const lab = lonely();
    const repairs = () => answerView(lab.db, 'comanagement.device', { deviceId: 1 }).repairs;
    expect(repairs()).toEqual([]);
    giveInput(lab, 'settings.configure', { setting: 'deviceMouse', value: 'gone', target: 'LAP-1' });
    expect(repairs()).toEqual([
      {
        setting: 'deviceMouse',
        label: 'Bring cheese.',
        value: 'ok',
        from: 'Mouse: Ran away. At the prompt: cheese /y',
      },
    ]);
    expect(conditionAt('deviceMouse', 'gone')?.code).toBe('0x80FA7000');
    expect(settingById.get('deviceMouse')?.help).toBe('0x80FA7000.');
  });

  it('is known to the command line and to scenarios', async () => {
    const lab = lonely();
    await told(lab, 'configure', 'CATTRAP', 'Sprung');
    const list = await told<{ id: string; value: string }[]>(lab, 'settings');
    expect(list.find(({ id }) => id === 'catTrap')?.value).toBe('sprung');
    expect(JSON.stringify(await told(lab, 'prereqs'))).toContain('catTrap');
    expect(parseScenario(scenario('  settings: [{ setting: catTrap, value: sprung }]\n')).ok).toBe(true);
  });
});

describe('a fault', () => {
  it('is listed with what its condition says, planted and cured through the door', () => {
    const lab = lonely();
    const listed = () => answerView(lab.db, 'faults.list', {}).find(({ id }) => id === 'catInTrap')!;
    expect(listed()).toMatchObject({
      component: 'Site',
      title: 'A cat sits in the trap',
      code: '0x80CA7000',
      remedy: 'Let the cat out and arm the trap again.',
      detectableAt: ['ConfigMgr › Monitoring › System Status › Component Status: a cat'],
      planted: [],
    });
    giveInput(lab, 'faults.plant', { fault: 'catInTrap', target: '' });
    expect(listed().planted).toMatchObject([{ label: 'Site', isCured: false }]);
    const unmet = answerView(lab.db, 'prerequisites.read', { deviceId: null }).items.filter(
      ({ id }) => id === 'catTrap',
    );
    expect(unmet).toMatchObject([{ ok: false }]);
    giveInput(lab, 'settings.configure', { setting: 'catTrap', value: 'armed', target: null });
    expect(listed().planted).toMatchObject([{ isCured: true }]);
    giveInput(lab, 'faults.plant', { fault: 'mouseGone', target: 'LAP-1' });
    expect(answerView(lab.db, 'comanagement.device', { deviceId: 1 }).repairs).toMatchObject([
      { setting: 'deviceMouse' },
    ]);
    giveInput(lab, 'faults.cure', { fault: 'mouseGone', target: 'LAP-1' });
    expect(answerView(lab.db, 'comanagement.device', { deviceId: 1 }).repairs).toEqual([]);
    expect(lab.check()).toEqual([]);
    expect(lab.replay()).toMatchObject({ equal: true });
  });

  it('is known to the command line and to scenarios', async () => {
    const lab = lonely();
    expect(await told(lab, 'plant', 'CatInTrap', '--site')).toMatchObject([{ id: 'catInTrap', planted: true }]);
    const list = await told<{ id: string; on: string[] }[]>(lab, 'faults');
    expect(list.find(({ id }) => id === 'catInTrap')?.on).toEqual(['Site']);
    expect(list.map(({ id }) => id)).toEqual([...faultById.keys()]);
    expect(await told(lab, 'cure', 'catInTrap', '--site')).toMatchObject([{ planted: false }]);
    expect(parseScenario(scenario('  faults: [{ fault: mouseGone, target: LAP-MAYA }]\n')).ok).toBe(true);
  });
});

describe('an input and a view', () => {
  const given = { deviceId: 'LAP-1', name: 'Squeak' };

  it('are requests of the gate, with their schema', async () => {
    expect([isViewName(newOffers.mice), isInputName(newOffers.setMouse)]).toEqual([true, true]);
    const asked: unknown[] = [];
    const carry = (name: string, params: unknown): Promise<null> => {
      asked.push([name, params]);
      return Promise.resolve(null);
    };
    const answered = async (name: string, params: unknown): Promise<boolean> =>
      (await answerRequest({} as never, { view: carry, input: carry }, name, params, {} as never)).ok;
    expect(await answered(newOffers.setMouse, given)).toBe(true);
    expect(await answered(newOffers.setMouse, { ...given, name: '' })).toBe(false);
    expect(await answered(newOffers.setMouse, { ...given, more: 1 })).toBe(false);
    expect(await answered(newOffers.mice, {})).toBe(true);
    expect(asked).toEqual([
      [newOffers.setMouse, given],
      [newOffers.mice, {}],
    ]);
  });

  it('are carried out, journaled by id and name, answered, and played again', () => {
    const lab = lonely();
    expect(refusalCode(() => giveInput(lab, newOffers.setMouse, { deviceId: 'LAP-1' } as never))).toBe('badRequest');
    expect(refusalCode(() => giveInput(lab, newOffers.setMouse, { ...given, deviceId: 'NOBODY' } as never))).toBe(
      'deviceNotFound',
    );
    expect(giveInput(lab, newOffers.setMouse, given as never)).toBeNull();
    expect(answerView(lab.db, newOffers.mice, {} as never)).toEqual({ mice: [{ name: 'Squeak', at: lab.now }] });
    expect(lab.db.prepare('SELECT kind, params FROM inputs').all()).toEqual([
      { kind: 'identity.setMouse', params: '{"deviceId":1,"name":"Squeak"}' },
    ]);
    expect(lab.check()).toEqual([]);
    expect(lab.replay()).toMatchObject({ equal: true });
  });

  it('are commands of the command line', async () => {
    const lab = lonely();
    const { json } = await run('offers');
    const { views: ofViews, inputs: ofInputs } = json as Record<'views' | 'inputs', { name: string }[]>;
    expect(ofViews.map(({ name }) => name)).toContain(newOffers.mice);
    expect(ofInputs.map(({ name }) => name)).toContain(newOffers.setMouse);
    await told(lab, 'input', newOffers.setMouse, JSON.stringify(given));
    expect(await told(lab, 'view', newOffers.mice)).toMatchObject({ mice: [{ name: 'Squeak' }] });
    expect(await run('view', lab.file, newOffers.mice, '{"a":1}')).not.toMatchObject({ exitCode: 0 });
  });

  it('are journaled without what somebody typed to confirm them, whatever form the rule has', () => {
    const lab = lonely();
    giveInput(lab, newOffers.freeMouse, { deviceId: 'LAP-1', confirm: 'LAP-1' } as never);
    const journal = lab.db.prepare('SELECT kind, params FROM inputs ORDER BY id DESC LIMIT 1').get();
    expect(journal).toEqual({ kind: newOffers.freeMouse, params: '{"deviceId":1}' });
    expect(lab.replay()).toMatchObject({ equal: true });
  });
});

describe('a log, and a line of it', () => {
  const log = 'MouseHandler.log' as ClientLogName;

  it('is listed at the device and read there, by window and command line', async () => {
    const lab = lonely();
    giveInput(lab, newOffers.setMouse, { deviceId: 1, name: 'Squeak' } as never);
    const listed = answerView(lab.db, 'logs.list', { where: 'LAP-1' }).logs.find(({ name }) => name === log);
    expect(listed).toEqual({ name: log, entries: 1, lastAt: lab.now, what: 'The mice of the device.' });
    expect(answerView(lab.db, 'logs.read', { where: 'LAP-1', log: 'mousehandler', tail: 5 })).toMatchObject({
      total: 1,
      lines: [{ component: 'MouseHandler', severity: 'info', text: 'A mouse called Squeak was set.' }],
    });
    expect(JSON.stringify(await told(lab, 'logs', 'LAP-1'))).toContain(log);
    expect(JSON.stringify(await told(lab, 'log', 'LAP-1', log))).toContain('A mouse called Squeak was set.');
  });
});

describe('an activity', () => {
  it('has its sentence in the list, a filter by its kind, and a line on the command line', async () => {
    const lab = lonely();
    runUntilFinished(lab, order(lab, newKinds.blink));
    const list = (kinds: string[]) =>
      answerView(lab.db, 'activities.list', { deviceId: 1, kinds, search: '', offset: 0, limit: 9 }).rows;
    expect(list(['blink_completed']).map(({ text }) => text)).toEqual(['LAP-1 blinked']);
    expect(list([]).map(({ kind }) => kind)).toContain('blink_ordered');
    pass(lab, week);
    expect(JSON.stringify(await told(lab, 'activities', '--device', 'LAP-1'))).toContain('LAP-1 blinked');
  });
});
