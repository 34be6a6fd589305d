import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { stateHash } from '../../main/db/hash.ts';
import { answerView } from '../../main/lab/door.ts';
import { prepared, updateRow } from '../../main/db/tables.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { forgetWorld } from '../../main/lab/engine/world.ts';
import { lastIntuneContact } from '../../main/simulation/contact/contact.ts';
import { deviceManagement } from '../../main/lab/comanagement/device.ts';
import { logView } from '../../main/lab/logs/views.ts';
import { readSetting } from '../../main/lab/engine/setting-values.ts';
import { deviceTriggers } from '../../shared/desktop/triggers.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { pipelineReasons } from '../../shared/comanagement/words.ts';
import type { DeviceManagementView, PipelineStep } from '../../shared/comanagement/views.ts';
import {
  buildLab,
  changeDevice,
  noAutoRegister,
  device,
  onPlatform,
  pass,
  queued,
  record,
  refusalCode,
  runUntil,
  type DeviceSet,
} from '../support/build-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';

const client: DeviceSet = { join: 'hybrid', client: true, enrolled: false, presence: 'always' };
const domainClient: DeviceSet = { ...client, join: 'domain' };

const set = (lab: Lab, setting: string, value: string, target: string | null = null) =>
  lab.input('settings.configure', { setting, value, target });
const view = (lab: Lab, deviceId = 1): DeviceManagementView => deviceManagement(lab.db, { deviceId });
const step = (lab: Lab, id: PipelineStep['id']): PipelineStep => view(lab).steps.find((known) => known.id === id)!;
const states = (lab: Lab): string[] => view(lab).steps.map(({ id, state }) => `${id} ${state}`);
const trigger = (lab: Lab, id: string, deviceId = 1) => lab.input('desktop.trigger', { deviceId, trigger: id });
const run = (lab: Lab, command: string, deviceId = 1) => lab.input('desktop.run', { deviceId, command });
const enrollAll = (lab: Lab) => lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
const logTexts = (lab: Lab, where: string, log: string): string[] =>
  logView(lab.db, { where, log, tail: 1000 }).lines.map(({ text }) => text);
const ready = (lab: Lab) => {
  set(lab, 'scp', 'ownTenant');
  set(lab, 'entraConnectHybridJoin', 'on');
};

describe('an enrollment that is being tried', () => {
  it('is bound by three tries, 15 minutes apart, from what the site was told', () => {
    const lab = buildLab({ devices: [client] });
    set(lab, 'mdmUrls', 'changed');
    enrollAll(lab);
    runUntil(lab, () => step(lab, 'enroll').code !== null);
    const told = lab.now - 5 * minute;
    updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices')!.id, { comgmt_told_at: told });
    expect(step(lab, 'enroll').bound).toMatchObject({ from: lab.now, to: told + 30 * minute });
  });
});

describe('the way of an existing client', () => {
  it('goes step by step from the client setting to the state message', () => {
    const lab = buildLab({ devices: [domainClient], cloud: noAutoRegister });
    expect(view(lab)).toMatchObject({ path: 'existingClient', isCoManaged: false });
    expect(step(lab, 'clientSetting')).toMatchObject({
      state: 'waiting',
      reason: 'clientSettingOff',
      reasonText: pipelineReasons.clientSettingOff,
      expectedBy: null,
    });
    expect(step(lab, 'joinTask')).toMatchObject({ state: 'later', reason: null, reasonText: null });
    ready(lab);
    set(lab, 'autoRegister', 'on');
    pass(lab, 2);
    const first = step(lab, 'clientSetting');
    expect(first).toMatchObject({ state: 'waiting', reason: 'policyPoll' });
    expect(first.bound!.to).toBe(first.expectedBy);
    pass(lab, first.expectedBy! - lab.now);
    expect(states(lab).slice(0, 4)).toEqual([
      'clientSetting done',
      'joinTask waiting',
      'entraSync later',
      'register later',
    ]);
    runUntil(lab, () => step(lab, 'joinTask').state === 'done');
    const sync = step(lab, 'entraSync');
    expect(sync).toMatchObject({ state: 'waiting', reason: 'entraSync', code: '0x801c03f2' });
    expect(sync.expectedBy).toBeGreaterThan(lab.now);
    expect(sync.expectedBy).toBeLessThanOrEqual(sync.bound!.to);
    runUntil(lab, () => step(lab, 'entraSync').state === 'done');
    expect(step(lab, 'register')).toMatchObject({ state: 'waiting', console: 'Registered: Pending' });
    const objectAt = step(lab, 'entraSync').at!;
    runUntil(lab, () => step(lab, 'register').state === 'done');
    // The moment of the object stays what it was, though registration tells Entra ID again.
    expect(lab.now).toBeGreaterThan(objectAt);
    expect(step(lab, 'entraSync').at).toBe(objectAt);
    expect(step(lab, 'policy').state).toBe('later');
    enrollAll(lab);
    runUntil(lab, () => step(lab, 'enroll').state === 'done', 2000);
    expect(step(lab, 'report').state).toBe('waiting');
    expect(view(lab).isCoManaged).toBe(false);
    runUntil(lab, () => step(lab, 'report').state === 'done');
    expect(view(lab).isCoManaged).toBe(true);
    expect(new Set(view(lab).steps.map(({ state }) => state))).toEqual(new Set(['done']));
  });

  it('expects nothing while a cause stands, and says which code it met', () => {
    const lab = buildLab({ devices: [client] });
    set(lab, 'windowsEnrollment', 'block');
    pass(lab, 20 * minute);
    enrollAll(lab);
    pass(lab, 60 * hour);
    expect(step(lab, 'enroll')).toMatchObject({
      state: 'failed',
      code: '0x80180014',
      reason: 'cause',
      expectedBy: null,
      console: 'Failed',
    });
  });

  it('knows no way for a phone, and none for a computer without a client', () => {
    const lab = buildLab({ devices: [onPlatform('ios'), { join: 'domain', enrolled: false }] });
    expect(view(lab)).toMatchObject({ path: null, steps: [], applet: null, registry: [], dsregcmd: '' });
    expect(view(lab, 2)).toMatchObject({ path: null, steps: [], applet: null });
    expect(refusalCode(() => view(lab, 99))).toBe('deviceNotFound');
  });
});

describe('what the device itself shows', () => {
  it('shows capabilities in applet and registry alike, and who manages what', () => {
    const lab = coManagedLab({ devices: [coManaged()], sliders: [{ workload: 'clientApps', position: 'intune' }] });
    const { applet, registry, work, authority, isCoManaged } = view(lab);
    expect(isCoManaged).toBe(true);
    expect(applet!.general).toContainEqual({ name: 'Co-management capabilities', value: '8261' });
    expect(registry.flatMap(({ values }) => values)).toContainEqual({
      name: 'CoManagementFlags',
      type: 'REG_DWORD',
      data: `0x${(8261).toString(16)}`,
    });
    expect(authority!.filter((row) => row.authority === 'intune').map(({ workload }) => workload)).toEqual([
      'resourceAccess',
      'clientApps',
    ]);
    // One entry, that of the domain: an enrollment has none of its own there.
    expect(work).toMatchObject({
      connected: true,
      label: expect.stringMatching(/^Connected to \w+ AD domain$/) as string,
      canDisconnect: false,
    });
    expect(work.info.map(({ name }) => name)).toContain('Management server address');
    expect(work.managedAreas).toEqual(['Resource access policies', 'Client apps']);
    expect(applet!.configurations[0]).toMatchObject({ name: 'CoMgmtSettingsProd' });
    const policy = applet!.actions.find(({ id }) => id === 'machinePolicy')!;
    expect(policy.nextAt! - policy.lastAt!).toBe(hour);
  });

  it('lists what is wrong with the repair and its command; the command cures it', () => {
    const lab = buildLab({ devices: [client] });
    expect(view(lab).repairs).toEqual([]);
    set(lab, 'deviceProvisioning', 'missing', '1');
    const [repair] = view(lab).repairs!;
    expect(repair).toMatchObject({ setting: 'deviceProvisioning', value: 'ok' });
    const command = repair!.from.split('At the prompt: ')[1]!;
    expect(run(lab, 'sc query dmwappushservice').exitCode).toBe(1060);
    expect(run(lab, command).exitCode).toBe(0);
    expect(readSetting(lab.db, 'deviceProvisioning', '1')).toBe('ok');
    expect(view(lab).repairs).toEqual([]);
    expect(
      lab.db.prepare(`SELECT count(*) FROM activities WHERE kind = 'setting_changed' AND device_id = 1`).pluck().get(),
    ).toBe(1);
  });

  it('lets an enrollment go on after the repair, at the hour at which the client tries again', () => {
    const lab = buildLab({ devices: [client] });
    set(lab, 'deviceMdmBlock', 'legacyAgent', '1');
    enrollAll(lab);
    runUntil(lab, () => step(lab, 'enroll').state === 'failed', 2000);
    expect(step(lab, 'enroll')).toMatchObject({ code: '0x80180026', expectedBy: null });
    const command = view(lab).repairs![0]!.from.split('At the prompt: ')[1]!;
    run(lab, command);
    pass(lab, 1);
    expect(step(lab, 'enroll').expectedBy).toBeGreaterThan(lab.now);
    trigger(lab, 'evaluateBaseline');
    pass(lab, 1);
    expect(device(lab).is_mdm_enrolled).toBe(1);
  });

  it('changes nothing by being read', () => {
    const lab = coManagedLab();
    const before = stateHash(lab.db);
    view(lab);
    expect(stateHash(lab.db)).toBe(before);
  });
});

describe('triggers', () => {
  it('bring the policy now instead of at the next poll, and leave the polls where they were', () => {
    const lab = buildLab({ devices: [client] });
    const next = () => view(lab).applet!.actions.find(({ id }) => id === 'machinePolicy')!.nextAt;
    enrollAll(lab);
    pass(lab, 2);
    const before = next();
    trigger(lab, 'machinePolicy');
    pass(lab, 1);
    expect(step(lab, 'policy')).toMatchObject({ state: 'done' });
    expect(next()).toBe(before);
  });

  it('leave the enrollment of a computer of the domain alone: Disconnect would leave the domain', () => {
    const lab = coManagedLab();
    pass(lab, 1);
    enrollAll(lab);
    const before = stateHash(lab.db);
    expect(refusalCode(() => trigger(lab, 'disconnect'))).toBe('triggerNotPossible');
    expect(stateHash(lab.db)).toEqual(before);
    expect(device(lab).is_mdm_enrolled).toBe(1);
    expect(view(lab).work.lastSync).not.toBeNull();
  });

  it('end the enrollment of a device that enrolled by MDM alone, whose entry it is', () => {
    const lab = buildLab({ devices: [{ join: 'workgroup', enrolled: true, presence: 'always' }] });
    expect(view(lab).work).toMatchObject({
      connected: true,
      label: expect.stringMatching(/^Connected to .+ MDM$/) as string,
      canDisconnect: true,
    });
    trigger(lab, 'disconnect');
    pass(lab, 1);
    expect(device(lab).is_mdm_enrolled).toBe(0);
    expect(record(lab, 'intune_devices')).toBeUndefined();
    expect(view(lab).work).toMatchObject({ connected: false, canDisconnect: false, lastSync: null });
    expect(refusalCode(() => trigger(lab, 'disconnect'))).toBe('triggerNotPossible');
    expect(refusalCode(() => trigger(lab, 'mdmSync'))).toBe('triggerNotPossible');
  });

  it('run the join task now, so that a registration needs no hour', () => {
    const lab = buildLab({ devices: [domainClient] });
    ready(lab);
    set(lab, 'autoRegister', 'on');
    trigger(lab, 'machinePolicy');
    pass(lab, 1);
    trigger(lab, 'joinTask');
    expect(step(lab, 'joinTask')).toMatchObject({ state: 'done', at: lab.now });
  });

  it('are refused where the device is off, away from its site, or lacks what they need', () => {
    const lab = buildLab({
      devices: [
        { join: 'hybrid', client: true, presence: 'drawer', lastOnDaysAgo: 3 },
        { join: 'hybrid', client: true, presence: 'evenings' },
        { join: 'entra', presence: 'always' },
        onPlatform('android'),
      ],
    });
    // Ten past seven in the evening: the second one is at home.
    pass(lab, 9 * hour);
    expect(refusalCode(() => trigger(lab, 'machinePolicy', 1))).toBe('deviceOffline');
    expect(refusalCode(() => run(lab, 'hostname', 1))).toBe('deviceOffline');
    expect(refusalCode(() => trigger(lab, 'machinePolicy', 2))).toBe('triggerNotPossible');
    expect(trigger(lab, 'mdmSync', 2)).toBeNull();
    expect(refusalCode(() => trigger(lab, 'machinePolicy', 3))).toBe('triggerNotPossible');
    expect(refusalCode(() => trigger(lab, 'joinTask', 3))).toBe('triggerNotPossible');
    expect(refusalCode(() => trigger(lab, 'disconnect', 3))).toBe('triggerNotPossible');
    expect(refusalCode(() => trigger(lab, 'mdmSync', 4))).toBe('triggerNotPossible');
    expect(refusalCode(() => trigger(lab, 'unpack', 3))).toBe('triggerNotPossible');
    expect(refusalCode(() => trigger(lab, 'nonsense', 3))).toBe('triggerUnknown');
    expect(refusalCode(() => trigger(lab, 'mdmSync', 99))).toBe('deviceNotFound');
  });

  it('tell a client that is on elsewhere from one that is off', () => {
    const lab = buildLab({ devices: [{ ...client, presence: 'goesHome' }] });
    pass(lab, 10 * minute);
    enrollAll(lab);
    expect(step(lab, 'policy')).toMatchObject({ state: 'waiting', reason: 'deviceOff' });
    pass(lab, hour);
    expect(step(lab, 'policy')).toMatchObject({ state: 'waiting', reason: 'siteUnreachable' });
  });

  it('reach an absent client when its channel is back', () => {
    const lab = buildLab({ devices: [{ ...client, presence: 'leavesSoon' }] });
    enrollAll(lab);
    pass(lab, 10 * minute);
    trigger(lab, 'downloadComputerPolicy');
    expect(step(lab, 'policy')).toMatchObject({ state: 'waiting', reason: 'deviceOff' });
    expect(queued(lab)).toContain('policyArrives');
    const backAt = step(lab, 'policy').expectedBy!;
    pass(lab, backAt - lab.now);
    expect(step(lab, 'policy').state).toBe('done');
    expect(logTexts(lab, 'cm01', 'BgbServer.log')).toEqual([
      'Get one push message from database.',
      'LAP-1 has no connection: the task download computer policy waits for it.',
      'Get one push message from database.',
      'Starting to send push task (download computer policy) to 1 clients (LAP-1).',
    ]);
  });

  it('are told as what they are, in each log when it is so, and not of a client that hears nothing', () => {
    const lab = buildLab({ devices: [{ ...client, presence: 'leavesSoon' }, client] });
    pass(lab, 10 * minute);
    const forced = (name: string) =>
      logTexts(lab, name, 'PolicyAgent.log').filter((text) => text.includes('(started by request)'));
    trigger(lab, 'downloadComputerPolicy');
    expect(forced('LAP-1')).toEqual([]);
    lab.input('desktop.cancelOperation', { operationId: answerView(lab.db, 'desktop.operations', {})[0]!.id });
    pass(lab, 5 * hour);
    expect(forced('LAP-1')).toEqual([]);
    for (const id of ['restartClient', 'collectHardwareInventory', 'downloadUserPolicy', 'downloadComputerPolicy'])
      trigger(lab, id, 2);
    pass(lab, 1);
    expect(forced('LAP-2')).toHaveLength(1);
    expect(logTexts(lab, 'LAP-2', 'CcmNotificationAgent.log').filter((text) => text.startsWith('Received'))).toEqual(
      ['restart', 'collect hardware inventory', 'download user policy', 'download computer policy'].map(
        (label) => `Received task from server: ${label}.`,
      ),
    );
    expect(logTexts(lab, 'LAP-2', 'InventoryAgent.log')).toContain('Inventory: action Hardware, started by request.');
    expect(logTexts(lab, 'cm01', 'BgbServer.log').at(-5)).toContain('(collect hardware inventory)');
  });

  it('are refused by what the site knows, and wait a week for a client that never comes', () => {
    const lab = buildLab({ devices: [{ ...client, presence: 'drawer', lastOnDaysAgo: 1 }, client] });
    changeDevice(lab, { client_version: null, user_id: null });
    changeDevice(lab, { user_id: null }, 2);
    const waiting = () => answerView(lab.db, 'desktop.operations', {}).filter(({ waiting: left }) => left > 0).length;
    trigger(lab, 'downloadUserPolicy');
    trigger(lab, 'downloadUserPolicy', 2);
    expect(waiting()).toBe(1);
    pass(lab, 6 * day);
    expect(waiting()).toBe(1);
    pass(lab, 2 * day);
    expect(waiting()).toBe(0);
    lab.db.prepare('UPDATE configmgr_devices SET has_client = 0 WHERE device_id = 2').run();
    expect(refusalCode(() => trigger(lab, 'restartClient', 2))).toBe('triggerNotPossible');
  });

  it('do not hold the clock up for a client that restarts', () => {
    const lab = buildLab({ devices: [client] });
    changeDevice(lab, { power: 'restarting' });
    trigger(lab, 'downloadComputerPolicy');
    changeDevice(lab, { power: 'running' });
    pass(lab, hour);
    expect(answerView(lab.db, 'desktop.operations', {})).toMatchObject([{ state: 'completed', waiting: 0 }]);
    expect(logTexts(lab, 'cm01', 'BgbServer.log').at(-1)).toContain('Starting to send push task');
  });

  it('wait in Client Operations for an absent client, until one of them is canceled', () => {
    const lab = buildLab({ devices: [{ ...client, presence: 'leavesSoon' }] });
    pass(lab, 10 * minute);
    const waiting = () =>
      answerView(lab.db, 'desktop.operations', {}).map(
        ({ target, label, state, waiting }) => `${label}: ${target} ${state} ${waiting}`,
      );
    trigger(lab, 'restartClient');
    trigger(lab, 'collectHardwareInventory');
    expect(waiting()).toEqual(['Collect Hardware Inventory: LAP-1 running 1', 'Restart: LAP-1 running 1']);
    const cancel = (operationId: number) => lab.input('desktop.cancelOperation', { operationId });
    cancel(1);
    expect(waiting()).toEqual(['Collect Hardware Inventory: LAP-1 running 1', 'Restart: LAP-1 canceled 0']);
    expect(refusalCode(() => cancel(1))).toBe('triggerNotPossible');
    expect(refusalCode(() => cancel(99))).toBe('triggerUnknown');
    const bootedAt = device(lab).booted_at;
    pass(lab, 5 * hour);
    expect(waiting()).toEqual(['Collect Hardware Inventory: LAP-1 completed 0', 'Restart: LAP-1 canceled 0']);
    expect(device(lab).booted_at).toBe(bootedAt);
    lab.input('desktop.deleteOperation', { operationId: 1 });
    expect(waiting()).toEqual(['Collect Hardware Inventory: LAP-1 completed 0']);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('are felt by a client that is there: a restart after 90 minutes, a heartbeat at once', () => {
    const lab = buildLab({ devices: [client] });
    trigger(lab, 'restartClient');
    trigger(lab, 'restartClient');
    expect(answerView(lab.db, 'desktop.operations', {}).map(({ state }) => state)).toEqual(['completed', 'completed']);
    const orderedAt = lab.now;
    pass(lab, 89 * minute);
    expect(device(lab).power).toBe('running');
    pass(lab, hour);
    expect(device(lab).booted_at).toBeGreaterThan(orderedAt + 90 * minute);
    changeDevice(lab, { name: 'RENAMED' });
    trigger(lab, 'collectDiscoveryData');
    pass(lab, 1);
    expect(record(lab, 'configmgr_devices')!.name).toBe('RENAMED');
  });

  it.each([
    [1805, false],
    [1806, true],
  ])('from site version %d on, Download Computer Policy syncs with Intune as well: %s', (version, syncs) => {
    const lab = coManagedLab();
    prepared(lab.db, 'UPDATE site SET version = ?').run(version);
    forgetWorld(lab.db);
    // The value of that version arrives first: a new one is a sync of its own.
    trigger(lab, 'machinePolicy');
    pass(lab, 10 * minute);
    trigger(lab, 'downloadComputerPolicy');
    expect(lastIntuneContact(factsOf(lab.db, 1), lab.now) === lab.now).toBe(syncs);
  });

  it('all leave a sound lab whose journal plays the same again', () => {
    const lab = coManagedLab({ devices: [coManaged(), domainClient] });
    for (const { id } of deviceTriggers) {
      try {
        trigger(lab, id);
      } catch (error) {
        expect(String((error as { code?: string }).code)).toBe('triggerNotPossible');
      }
      pass(lab, 10 * minute);
    }
    run(lab, 'schtasks /change /tn "\\Microsoft\\Windows\\Workplace Join\\Automatic-Device-Join" /disable', 2);
    pass(lab, hour);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});
