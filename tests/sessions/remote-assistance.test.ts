import { describe, expect, it } from 'vitest';
import { traceView } from '../../main/lab/actions/trace.ts';
import { sessionView } from '../../main/lab/sessions/session.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { liveSession } from '../../main/lab/labs/views.ts';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { hour, minute } from '../../shared/time.ts';
import {
  action,
  activities,
  buildLab,
  changeDevice,
  device,
  order,
  pass,
  queued,
  refusalCode,
  runUntil,
  runUntilFinished,
  signIn,
  type DeviceSet,
  takeControl,
} from '../support/build-lab.ts';

const willing: DeviceSet = { presence: 'always', consentHabit: 'accept' };
function startSession(set: DeviceSet = willing, seed = 1): { lab: Lab; id: number } {
  const lab = buildLab({ devices: [set], seed });
  const id = order(lab, 'remoteAssistance');
  runUntil(lab, () => action(lab, id).state === 'active');
  return { lab, id };
}
const events = (lab: Lab, id: number): string[] => sessionView(lab.db, id).events.map(({ kind }) => kind);
const configure = (lab: Lab, setting: string, value: string, target: string | null = null) =>
  lab.input('settings.configure', { setting, value, target });

describe('remote assistance', () => {
  it('asks the person, and starts in view mode within a minute when the person accepts', () => {
    const lab = buildLab({ devices: [willing] });
    const at = lab.now;
    const id = order(lab, 'remoteAssistance');
    expect(action(lab, id)).toMatchObject({ state: 'pending', reason: 'awaitingUser', bound: null, canCancel: false });
    expect(sessionView(lab.db, id)).toMatchObject({ desktop: null, ending: null, sharer: 'Person 1', mode: 'view' });
    expect(liveSession(lab.db)).toEqual({ actionId: id, device: 'LAP-1' });
    runUntil(lab, () => action(lab, id).state === 'active');
    expect(lab.now - at).toBeGreaterThanOrEqual(6);
    expect(lab.now - at).toBeLessThanOrEqual(45);
    expect(action(lab, id)).toMatchObject({ reason: 'inSession', deliveredAt: lab.now });
    expect(sessionView(lab.db, id)).toMatchObject({ mode: 'view', desktop: { deviceName: 'LAP-1', user: 'Person 1' } });
    expect(events(lab, id)).toEqual(['requested', 'started']);
  });

  it.each([
    ['accept', ['asked', 'allowed the session', 'The session is running']],
    ['decline', ['asked', 'No session: the person declined']],
    ['noAnswer', ['asked', 'No session: nobody answered']],
  ] as const)('is traced as what was said, not as a check-in: %s', (consentHabit, after) => {
    const lab = buildLab({ devices: [{ ...willing, consentHabit }] });
    const id = order(lab, 'remoteAssistance');
    const trace = () => traceView(lab.db, { actionId: id }).hops.slice(1);
    expect(trace()).toEqual([
      expect.objectContaining({ log: 'Microsoft/Windows/RemoteHelp', at: lab.now, state: 'done' }),
      expect.objectContaining({ text: 'No answer yet', at: null, state: 'waiting' }),
    ]);
    runUntil(lab, () => action(lab, id).state !== 'pending');
    expect(trace().map(({ text }) => text)).toEqual(after.map((text) => expect.stringContaining(text) as string));
    expect(trace().at(-1)!.at).toBe(consentHabit === 'accept' ? null : lab.now);
    expect(JSON.stringify(trace())).not.toMatch(/check-in|DeviceManagement/);
  });

  it('is traced with every change of its mode and with its end, and without what was typed', () => {
    const { lab, id } = startSession();
    takeControl(lab, id);
    lab.input('sessions.run', { actionId: id, command: 'ver' });
    lab.input('sessions.end', { actionId: id });
    expect(traceView(lab.db, { actionId: id }).hops.map(({ text, state }) => [text, state])).toEqual([
      [expect.stringContaining('ordered for LAP-1'), 'done'],
      ['The person at the device is asked', 'done'],
      ['The person allowed the session: view only', 'done'],
      ['The person is asked for full control', 'done'],
      ['The person allowed full control', 'done'],
      ['The session ended: the helper ended it', 'done'],
    ]);
  });

  it('causes no check-in', () => {
    const lab = buildLab({ devices: [willing] });
    const before = deviceView(lab.db, 1).records.intune!.asOf;
    const id = order(lab, 'remoteAssistance');
    runUntil(lab, () => action(lab, id).state === 'active');
    lab.input('sessions.end', { actionId: id });
    expect(deviceView(lab.db, 1).records.intune!.asOf).toBe(before);
    expect(lab.db.prepare('SELECT count(*) FROM device_schedules').pluck().get()).toBe(1);
  });

  it.each([
    ['declined', { consentHabit: 'decline' }, 'failed'],
    ['noAnswer', { consentHabit: 'noAnswer' }, 'failed'],
  ] as const)('ends as %s when that is the person’s habit', (ending, set, state) => {
    const lab = buildLab({ devices: [{ presence: 'always', ...set }] });
    const at = lab.now;
    const done = runUntilFinished(lab, order(lab, 'remoteAssistance'));
    expect(done).toMatchObject({ state, resultCode: ending, reason: ending, deliveredAt: null });
    if (ending === 'noAnswer') expect(done.finishedAt).toBe(at + 2 * minute);
    expect(sessionView(lab.db, done.id).ending).toBe(ending);
    expect(activities(lab)).toEqual(['remote_session_requested', 'remote_session_failed']);
    expect(queued(lab)).toEqual([]);
  });

  it('ends when the helper ends it', () => {
    const { lab, id } = startSession();
    lab.input('sessions.end', { actionId: id });
    expect(action(lab, id)).toMatchObject({ state: 'done', resultCode: 'endedByHelper', finishedAt: lab.now });
    expect(sessionView(lab.db, id)).toMatchObject({ ending: 'endedByHelper', desktop: null });
    expect(activities(lab)).toEqual(['remote_session_requested', 'remote_session_started', 'remote_session_ended']);
    expect(queued(lab)).toEqual([]);
    expect(liveSession(lab.db)).toBeNull();
    for (const kind of ['sessions.end', 'sessions.requestControl'] as const)
      expect(refusalCode(() => lab.input(kind, { actionId: id }))).toBe('sessionNotRunning');
    expect(refusalCode(() => lab.input('sessions.run', { actionId: id, command: 'ver' }))).toBe('sessionNotRunning');
  });

  it('is told with who did what: the helper, the person, or the device that was not heard of any more', () => {
    const actors = (lab: Lab, kind: string) =>
      lab.db.prepare('SELECT actor FROM activities WHERE kind = ? ORDER BY id').pluck().all(kind);
    const { lab, id } = startSession();
    const person = lab.db
      .prepare('SELECT u.upn FROM devices d JOIN users u ON u.id = d.user_id WHERE d.id = 1')
      .pluck()
      .get() as string;
    const helper = action(lab, id).requestedBy;
    takeControl(lab, id);
    lab.input('sessions.end', { actionId: id });
    expect(actors(lab, 'remote_session_started')).toEqual([person]);
    expect(actors(lab, 'remote_control_requested')).toEqual([helper]);
    expect(actors(lab, 'remote_session_ended')).toEqual([helper]);
    const other = startSession();
    runUntilFinished(other.lab, other.id);
    expect(actors(other.lab, 'remote_session_ended')).toEqual([person]);
    const broken = startSession({ ...willing, presence: 'leavesSoon' });
    runUntilFinished(broken.lab, broken.id);
    expect(actors(broken.lab, 'remote_session_ended')).toEqual(['LAP-1']);
  });

  it('is taken back when the helper leaves before the answer', () => {
    const lab = buildLab({ devices: [willing] });
    const id = order(lab, 'remoteAssistance');
    lab.input('sessions.end', { actionId: id });
    expect(action(lab, id)).toMatchObject({ state: 'canceled', resultCode: 'endedByHelper' });
    pass(lab, hour);
    expect(events(lab, id)).toEqual(['requested', 'ended']);
  });

  it('ends by the person after ten to thirty minutes', () => {
    const { lab, id } = startSession();
    const at = lab.now;
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({ state: 'done', resultCode: 'endedByUser' });
    expect(done.finishedAt! - at).toBeGreaterThanOrEqual(10 * minute);
    expect(done.finishedAt! - at).toBeLessThanOrEqual(30 * minute);
  });

  it('ends when the device leaves the network', () => {
    const { lab, id } = startSession({ ...willing, presence: 'leavesSoon' });
    const { expectedBy } = action(lab, id);
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({ state: 'failed', resultCode: 'wentOffline', finishedAt: expectedBy });
  });

  it('goes on over midnight, where one span of presence only touches the next', () => {
    const lab = buildLab({ devices: [willing], start: '2026-09-16T21:55:00Z' });
    const id = order(lab, 'remoteAssistance');
    runUntil(lab, () => action(lab, id).state === 'active');
    const waits = lab.db
      .prepare(`SELECT count(*) FROM actions WHERE state = 'active' AND expected_by < (SELECT now FROM lab)`)
      .pluck();
    while (action(lab, id).finishedAt === null) {
      lab.advanceTo(lab.nextEventAt!);
      expect(waits.get()).toBe(0);
    }
    expect(action(lab, id).resultCode).toBe('endedByUser');
  });

  it('fails when the device leaves before the person answers', () => {
    const lab = buildLab({ devices: [{ ...willing, presence: 'leavesSoon' }] });
    lab.advanceTo(lab.now + 5 * minute - 2);
    const done = runUntilFinished(lab, order(lab, 'remoteAssistance'));
    expect(done).toMatchObject({ state: 'failed', resultCode: 'wentOffline' });
  });

  it('drops when the device restarts from its terminal', () => {
    const { lab, id } = startSession();
    takeControl(lab, id);
    const { stdout, exitCode } = lab.input('sessions.run', { actionId: id, command: 'shutdown /r /t 10' });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
    expect(sessionView(lab.db, id).desktop!.restartAt).toBe(lab.now + 10);
    pass(lab, 10);
    expect(action(lab, id)).toMatchObject({ state: 'failed', resultCode: 'wentOffline' });
    expect(device(lab).power).toBe('restarting');
    pass(lab, 10 * minute);
    expect(device(lab).power).toBe('running');
    expect(activities(lab)).toContain('device_restarted');
    expect(lab.check()).toEqual([]);
  });

  it('drops when an ordered restart comes', () => {
    const { lab, id } = startSession();
    const restart = order(lab, 'restart');
    runUntilFinished(lab, restart);
    expect(action(lab, id).resultCode).toBe('wentOffline');
    expect(action(lab, id).finishedAt).toBeLessThan(action(lab, restart).finishedAt!);
  });

  it('keeps a restart from the terminal from beginning when it is aborted', () => {
    const { lab, id } = startSession();
    takeControl(lab, id);
    lab.input('sessions.run', { actionId: id, command: 'shutdown /r /t 60' });
    lab.input('sessions.run', { actionId: id, command: 'shutdown /a' });
    pass(lab, 5 * minute);
    expect(action(lab, id).state).toBe('active');
    expect(events(lab, id)).toEqual([
      'requested',
      'started',
      'controlRequested',
      'controlGranted',
      'command',
      'command',
    ]);
  });

  it('takes no command from a helper who only views', () => {
    const { lab, id } = startSession();
    expect(refusalCode(() => lab.input('sessions.run', { actionId: id, command: 'ver' }))).toBe('controlNeeded');
    expect(events(lab, id)).toEqual(['requested', 'started']);
  });

  it('asks again before the helper may control', () => {
    const { lab, id } = startSession();
    lab.input('sessions.requestControl', { actionId: id });
    expect(sessionView(lab.db, id).mode).toBe('view');
    pass(lab, 6);
    expect(sessionView(lab.db, id).mode).toBe('control');
    expect(events(lab, id)).toEqual(['requested', 'started', 'controlRequested', 'controlGranted']);
  });

  it('answers one request for control once, however often it is made', () => {
    const { lab, id } = startSession();
    for (let i = 0; i < 3; i += 1) lab.input('sessions.requestControl', { actionId: id });
    pass(lab, minute);
    expect(
      events(lab, id).filter((kind) => kind.startsWith('controlGranted') || kind.startsWith('controlDeclined')),
    ).toHaveLength(1);
  });

  it('lets people with drawn habits accept, decline and not answer, and decline control now and then', () => {
    const endings = new Map<string, number>();
    let declinedControl = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const lab = buildLab({ devices: [{ presence: 'always' }], seed });
      const id = order(lab, 'remoteAssistance');
      runUntil(lab, () => action(lab, id).state !== 'pending');
      const { state, resultCode } = action(lab, id);
      const answer = state === 'active' ? 'accepted' : resultCode!;
      endings.set(answer, (endings.get(answer) ?? 0) + 1);
      if (state !== 'active') continue;
      lab.input('sessions.requestControl', { actionId: id });
      pass(lab, 6);
      if (events(lab, id).includes('controlDeclined')) declinedControl += 1;
    }
    expect([...endings.keys()].sort()).toEqual(['accepted', 'declined', 'noAnswer']);
    expect(endings.get('accepted')).toBeGreaterThan(20);
    expect(declinedControl).toBeGreaterThan(0);
  });

  it('needs the tenant’s switch and both licenses', () => {
    const lab = buildLab({
      devices: [{ ...willing, person: { remoteHelpLicense: false } }],
      tenant: { remoteHelp: false },
    });
    expect(refusalCode(() => order(lab, 'remoteAssistance'))).toBe('remoteHelpOff');
    configure(lab, 'remoteHelp', 'on');
    expect(refusalCode(() => order(lab, 'remoteAssistance'))).toBe('licenseMissing');
    configure(lab, 'remoteHelpLicense', 'on', 'PERSON1@fabrikam.com');
    configure(lab, 'remoteHelpLicense', 'off', 'intuneadministrator@fabrikam.com');
    expect(refusalCode(() => order(lab, 'remoteAssistance'))).toBe('licenseMissing');
    configure(lab, 'remoteHelpLicense', 'on', 'intuneadministrator@fabrikam.com');
    expect(order(lab, 'remoteAssistance')).toBe(1);
    expect(refusalCode(() => configure(lab, 'remoteHelpLicense', 'on', 'nobody@fabrikam.com'))).toBe('settingUnknown');
    expect(refusalCode(() => configure(lab, 'constructor', 'on'))).toBe('settingUnknown');
  });

  it('needs a device that is online with somebody signed in; compliance only warns', () => {
    expect(refusalCode(() => order(buildLab({ devices: [{ presence: 'evenings' }] }), 'remoteAssistance'))).toBe(
      'deviceOffline',
    );
    expect(
      refusalCode(() => order(buildLab({ devices: [{ presence: 'always', person: null }] }), 'remoteAssistance')),
    ).toBe('nobodySignedIn');
    // A helper learns either only by trying: nothing that a console shows before the order says it.
    for (const device of [{ presence: 'evenings' }, { presence: 'always', person: null }] as const) {
      const { db } = buildLab({ devices: [device] });
      const preview = answerView(db, 'actions.preview', { kind: 'remoteAssistance', deviceIds: [1], options: {} });
      expect(preview.refusals).toEqual([]);
    }
    const { lab, id } = startSession({ ...willing, encrypted: false });
    expect(sessionView(lab.db, id).isCompliant).toBe(false);
  });

  it('lets a helper without the right see but not control', () => {
    const { lab, id } = startSession();
    signIn(lab, 'endpointSecurityManager');
    expect(sessionView(lab.db, id).canControl).toBe(false);
    expect(refusalCode(() => lab.input('sessions.requestControl', { actionId: id }))).toBe('missingRight');
    expect(events(lab, id)).toEqual(['requested', 'started']);
  });

  it('shows a desktop of the device as it is now', () => {
    const { lab, id } = startSession();
    changeDevice(lab, { disk_free_mb: 1234, disk_since: lab.now });
    expect(sessionView(lab.db, id).desktop).toMatchObject({
      diskFreeMb: 1234,
      localTime: lab.now + 2 * hour,
      zone: 'Europe/Berlin',
    });
  });
});
