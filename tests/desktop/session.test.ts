import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../../main/lab/lab.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import { getAction } from '../../main/lab/actions/action.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { resolveDevice } from '../../main/lab/devices/resolve.ts';
import { sessionView } from '../../main/lab/sessions/session.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'tandem-session-'));
const source = findScenario('first-day', join(import.meta.dirname, '../../resources/scenarios'));
let lab: Lab;
beforeAll(() => {
  lab = Lab.create({ ...source, seed: 1, devices: null, file: join(folder, 'lab.tandem'), withHash: false }).lab;
});
afterAll(() => {
  lab.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A session with somebody who agrees: the first online computer whose user does so under this seed. */
function startSession(): number {
  for (const name of ['LAP-TOM', 'LAP-MEI', 'LAP-RHYS', 'LAP-PRIYA', 'LAP-FELIX']) {
    const deviceId = resolveDevice(lab.db, name);
    if (deviceView(lab.db, deviceId).commands.some(({ kind, refusal }) => kind === 'remoteAssistance' && refusal))
      continue;
    const [{ id }] = lab.input('actions.order', { kind: 'remoteAssistance', deviceIds: [deviceId], options: {} }) as [
      ActionView,
    ];
    lab.advanceTo(lab.now + 130);
    if (getAction(lab.db, id).state !== 'active') continue;
    lab.input('sessions.requestControl', { actionId: id });
    lab.advanceTo(lab.now + 6);
    if (sessionView(lab.db, id).mode === 'control') return id;
  }
  throw new Error('Nobody agreed to a session.');
}

describe('a terminal inside a session', () => {
  it('shows the device as it is, and restarts it', () => {
    const actionId = startSession();
    const { deviceId } = getAction(lab.db, actionId);
    const before = deviceView(lab.db, deviceId);
    const run = (command: string) => lab.input('sessions.run', { actionId, command });

    expect(run('hostname')).toEqual({ stdout: before.name, exitCode: 0 });
    expect(run('whoami /upn')).toEqual({ stdout: before.user!.upn, exitCode: 0 });
    expect(run('dsregcmd /status').stdout).toContain('AzureAdJoined : YES');
    expect(run('no-such-command').exitCode).toBe(9009);

    expect(run('shutdown /r /t 60').exitCode).toBe(0);
    expect(sessionView(lab.db, actionId).desktop!.restartAt).toBe(lab.now + 60);
    expect(run('shutdown /r').exitCode).toBe(1190);
    expect(run('shutdown /a').exitCode).toBe(0);
    expect(sessionView(lab.db, actionId).desktop!.restartAt).toBeNull();
    expect(run('shutdown /a').exitCode).toBe(1116);
    lab.advanceTo(lab.now + 61);
    expect(getAction(lab.db, actionId).state).toBe('active');

    expect(run('shutdown /r /t 0').exitCode).toBe(0);
    const orderedAt = lab.now;
    lab.advanceTo(lab.now + 1);
    expect(getAction(lab.db, actionId)).toMatchObject({ state: 'failed', resultCode: 'wentOffline' });
    expect(() => run('hostname')).toThrow(/not running/);
    lab.advanceTo(lab.now + 300);
    expect(deviceView(lab.db, deviceId).truth['bootedAt']).toBeGreaterThan(orderedAt);
  });

  it('leaves a sound lab whose journal plays the same again', () => {
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});
