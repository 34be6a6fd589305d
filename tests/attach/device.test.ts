import { forgetWorld } from '../../main/lab/engine/world.ts';
import { describe, expect, it } from 'vitest';
import { attachedDevice } from '../../main/lab/attach/device.ts';
import { answerView, giveInput } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { knowledgeKinds } from '../../shared/contract/knowledge.ts';
import { applications } from '../../shared/apps/words.ts';
import { roleCatalogue } from '../../shared/rights/words.ts';
import { day, hour, minute } from '../../shared/time.ts';
import type { AttachedDeviceView } from '../../shared/attach/views.ts';
import { attach, attachedLab, configure, diary, siteClient } from '../support/attached-lab.ts';
import {
  administratorOfRole,
  buildLab,
  changeDevice,
  order,
  pass,
  refusalCode,
  runUntil,
  runUntilFinished,
  settle,
  signIn,
} from '../support/build-lab.ts';

const administrator = administratorOfRole('intuneAdministrator');
const view = (lab: Lab, deviceId = 1): AttachedDeviceView => attachedDevice(lab.db, { deviceId });
const detail = (lab: Lab, name: string) => view(lab).clientDetails.find((row) => row.name === name)?.value;
const app = (lab: Lab, id: number, deviceId = 1) => view(lab, deviceId).applications.find((known) => known.id === id)!;
const ask = (lab: Lab, applicationId: number, action: string, deviceId = 1): null =>
  lab.input('apps.order', { deviceId, applicationId, action });

describe('the pages of an attached device', () => {
  it('show client details, with the last policy request as of the last full hour', () => {
    const lab = attachedLab();
    pass(lab, 3 * hour);
    const shown = detail(lab, 'Last policy request') as number;
    const refreshed = Math.floor(lab.now / hour) * hour;
    expect(shown).toBeLessThanOrEqual(refreshed);
    expect(refreshed - shown).toBeLessThan(hour);
    const done = runUntilFinished(lab, order(lab, 'syncMachinePolicy'));
    expect(done.finishedAt! % hour).toBeGreaterThan(60);
    expect(detail(lab, 'Last policy request')).toBe(shown);
    lab.advanceTo(Math.ceil(lab.now / hour) * hour);
    expect(detail(lab, 'Last policy request')).toBeGreaterThanOrEqual(done.finishedAt!);
    expect(detail(lab, 'Client online')).toBe(true);
    expect(detail(lab, 'Site code')).toBe('FAB');
  });

  it('show the inventory that the site had at a date, and none of before the client', () => {
    const lab = attachedLab();
    const inventory = (inventoryAt?: number) =>
      attachedDevice(lab.db, inventoryAt === undefined ? { deviceId: 1 } : { deviceId: 1, inventoryAt })
        .resourceExplorer[0]!.asOf;
    pass(lab, 8 * day);
    const then = lab.now;
    const former = inventory()!;
    pass(lab, 15 * day);
    expect(inventory()).toBeGreaterThan(then);
    expect(inventory(then)).toBe(former);
    expect(inventory(lab.now + day)).toBe(inventory());
    expect(inventory(0)).toBeNull();
  });

  it('show collections, inventory classes and updates from what the site has', () => {
    const lab = attachedLab({ devices: [siteClient({ osVersion: '10.0.26100.8875', pendingRebootDays: 19 })] });
    const { collections, resourceExplorer, softwareUpdates, isAttached, refusal } = view(lab);
    expect([isAttached, refusal]).toEqual([true, null]);
    expect(collections.map(({ name }) => name)).toContain('All Desktop and Server Clients');
    expect(collections.map(({ name }) => name)).not.toContain('All Provisioning Devices');
    const system = resourceExplorer.find(({ className }) => className === 'Computer System')!;
    expect(system.rows).toContainEqual({ name: 'Model', value: 'Latitude 5450' });
    expect(softwareUpdates.map(({ article, state }) => [article, state])).toEqual([
      ['26100.9168', 'Non-compliant'],
      ['26100.8875', 'Compliant'],
    ]);
    configure(lab, 'softwareUpdates', 'off');
    expect(view(lab).softwareUpdates).toEqual([]);
  });

  it('are asked of the site, so they say why it does not answer', () => {
    const cases: [string, string, string | null, RegExp][] = [
      ['serviceConnectionPoint', 'offline', null, /timed out\.$/],
      ['serviceEndpoints', 'blocked', null, /Error validating the request\.$/],
      ['administrationService', 'failing', null, /Unexpected error\.$/],
      ['providerAuthentication', 'mfa', null, /^403/],
      ['adUserDiscovery', 'off', null, /not discovered/],
      ['siteRole', 'none', administrator, /Collection\/Read/],
    ];
    for (const [setting, value, target, message] of cases) {
      const lab = attachedLab();
      configure(lab, setting, value, target);
      expect(view(lab).refusal?.message, setting).toMatch(message);
      expect(view(lab).clientDetails, setting).toEqual([]);
    }
  });

  it('leave it to the lab to say what stands behind their words, unless that is withheld', () => {
    const lab = attachedLab();
    const read = () => answerView(lab.db, 'attach.device', { deviceId: 1 });
    const refusal = () => {
      try {
        giveInput(lab, 'attach.fetchTimeline', { deviceId: 1 });
      } catch (error) {
        return (error as Error).message;
      }
      return null;
    };
    lab.withheld = knowledgeKinds;
    expect(read().withheld).toBeUndefined();
    configure(lab, 'administrationService', 'failing');
    expect(read()).toMatchObject({ because: null, withheld: ['prerequisites'] });
    expect(JSON.stringify(read())).not.toMatch(/administration service/i);
    expect(refusal()).toBe('Unexpected error.');
    lab.withheld = knowledgeKinds.filter((kind) => kind !== 'prerequisites');
    expect(read().because).toMatch(/administration service/i);
    expect(read().withheld).toBeUndefined();
    expect(refusal()).toBe(`Unexpected error. ${read().because}`);
    configure(lab, 'administrationService', 'healthy');
    expect(read().because).toBeNull();
  });

  it('are for attached devices, and come with the upload', () => {
    const lab = buildLab({ devices: [siteClient(), siteClient({ client: false })] });
    expect(view(lab).refusal).toMatchObject({ code: 'notAttached', message: 'LAP-1 is not tenant attached.' });
    attach(lab);
    pass(lab, minute);
    expect(view(lab).refusal!.message).toMatch(/has not synced yet.*15 minutes/);
    expect(view(lab, 2).refusal!.message).toBe('LAP-2 is not tenant attached.');
    pass(lab, 11 * minute);
    expect(view(lab).refusal).toBeNull();
  });

  it('open one by one, as rights in the site allow', () => {
    const lab = attachedLab();
    configure(lab, 'siteRole', 'readOnlyAnalyst', administrator);
    expect(Object.keys(view(lab).pageRefusals).sort()).toEqual(['cmpivot', 'recoveryKeys', 'scripts', 'timeline']);
    expect(view(lab).pageRefusals.timeline!.message).toMatch(/Notify Resource/);
  });

  it('open as Intune rights allow: an operator who only reads may act on nothing', () => {
    const lab = attachedLab();
    signIn(lab, 'readOnlyOperator');
    expect(roleCatalogue.readOnlyOperator.rights).not.toContain('takeApplicationActions');
    expect(Object.keys(view(lab).pageRefusals).sort()).toEqual(['cmpivot', 'recoveryKeys']);
    expect(refusalCode(() => ask(lab, 3, 'install'))).toBe('missingRight');
  });
});

describe('the timeline', () => {
  it('needs the client setting, and follows the client’s daily message or a Sync', () => {
    const lab = attachedLab({ cloud: { settings: [{ setting: 'endpointAnalytics', value: 'off' }] } });
    expect(view(lab).timeline).toEqual([]);
    expect(view(lab).timelineNote).toMatch(/Endpoint analytics/);
    expect(refusalCode(() => lab.input('attach.fetchTimeline', { deviceId: 1 }))).toBe('siteRefused');
    configure(lab, 'endpointAnalytics', 'on');
    ask(lab, 3, app(lab, 3).actions.includes('install') ? 'install' : 'reinstall');
    runUntil(lab, () => diary(lab, 'applicationState', 1).length === 3);
    const own = () => view(lab).timeline.filter(({ eventId }) => eventId === 20_001);
    expect(own()).toEqual([]);
    lab.input('attach.fetchTimeline', { deviceId: 1 });
    expect(own()).toHaveLength(3);
    expect(own()[0]).toMatchObject({ provider: 'Microsoft-ConfigMgr' });
    expect(own()[0]!.details).toMatch(/Archive Tool/);
    pass(lab, 31 * day);
    expect(own()).toEqual([]);
  });

  it('has within a day what nobody fetched', () => {
    const lab = attachedLab({}, { analytics: true });
    ask(lab, 3, app(lab, 3).actions.includes('install') ? 'install' : 'reinstall');
    pass(lab, 25 * hour);
    expect(view(lab).timeline.filter(({ eventId }) => eventId === 20_001)).toHaveLength(3);
  });

  /** Source: tenant attach, timeline: event, provider and event id. */
  it('names its events as the page does', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'goesHome' })] }, { analytics: true });
    const fetched = (): Set<string> => {
      lab.input('attach.fetchTimeline', { deviceId: 1 });
      return new Set(view(lab).timeline.map((row) => `${row.event}, ${row.provider} ${row.eventId}`));
    };
    const boundary = 'Boundary Group Change, Microsoft-ConfigMgr 20000';
    // The next morning, in the office again.
    pass(lab, 23 * hour);
    expect(fetched()).toEqual(new Set([boundary]));
    lab.input('desktop.run', { deviceId: 1, command: 'shutdown /r /t 0' });
    pass(lab, 7 * day);
    expect(fetched()).toEqual(new Set([boundary, 'Initiated shutdown, Boot 1074']));
  });

  it('is not fetched from a client that is offline', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'evenings' })] }, { analytics: true });
    expect(refusalCode(() => lab.input('attach.fetchTimeline', { deviceId: 1 }))).toBe('deviceOffline');
  });
});

describe('applications', () => {
  const devices = Array.from({ length: 60 }, () => siteClient());
  const withState = (lab: Lab, id: number, state: string): number => {
    for (let deviceId = 1; deviceId <= devices.length; deviceId += 1)
      if (app(lab, id, deviceId).state === state) return deviceId;
    throw new Error(`nobody has application ${id} ${state}`);
  };

  it('go from asked over installing to installed, and back', () => {
    const lab = attachedLab({ devices });
    const deviceId = withState(lab, 3, 'Available');
    expect(app(lab, 3, deviceId).actions).toEqual(['install']);
    ask(lab, 3, 'install', deviceId);
    expect(app(lab, 3, deviceId)).toMatchObject({ state: 'Install requested', actions: [] });
    expect(refusalCode(() => ask(lab, 3, 'install', deviceId))).toBe('notApplicable');
    runUntil(lab, () => app(lab, 3, deviceId).state === 'Installing');
    runUntil(lab, () => app(lab, 3, deviceId).state !== 'Installing');
    expect(app(lab, 3, deviceId)).toMatchObject({ state: 'Installed', actions: ['reinstall', 'uninstall'] });
    ask(lab, 3, 'uninstall', deviceId);
    pass(lab, minute);
    expect(app(lab, 3, deviceId)).toMatchObject({ state: 'Not installed', actions: ['install'] });
  });

  it('offer to uninstall only what is not required and can be, and to repair only what has a repair', () => {
    const lab = attachedLab({ devices });
    for (const application of applications) {
      const found = devices
        .map((_, index) => app(lab, application.id, index + 1))
        .find(({ state }) => state === 'Installed');
      if (!found) continue;
      const isRequired = application.deployment.endsWith('Required');
      expect(found.actions.includes('uninstall'), application.name).toBe(application.hasUninstall && !isRequired);
      expect(found.actions.includes('repair'), application.name).toBe(application.hasRepair);
    }
    expect(refusalCode(() => ask(lab, 1, 'uninstall', withState(lab, 1, 'Installed')))).toBe('notApplicable');
  });

  it('give way to what supersedes them', () => {
    const lab = attachedLab({ devices });
    const deviceId = [...devices.keys()]
      .map((index) => index + 1)
      .find((id) => app(lab, 8, id).state === 'Available' && app(lab, 3, id).state === 'Available')!;
    ask(lab, 8, 'install', deviceId);
    expect([app(lab, 8, deviceId).state, app(lab, 3, deviceId).state]).toEqual(['Available', 'Install requested']);
  });

  it('ask for room where their requirement does', () => {
    const lab = attachedLab({ devices });
    const deviceId = withState(lab, 6, 'Available');
    changeDevice(lab, { disk_free_mb: 9000 }, deviceId);
    expect(app(lab, 6, deviceId)).toMatchObject({ state: 'Requirements not met', actions: ['reevaluate'] });
    changeDevice(lab, { disk_free_mb: 90_000 }, deviceId);
    expect(app(lab, 6, deviceId).actions).toEqual(['install']);
  });

  it('need the client online, but for an installation that does not come by policy', () => {
    const lab = attachedLab({ devices: devices.map(() => siteClient({ presence: 'leavesSoon' })) });
    pass(lab, 10 * minute);
    const away = withState(lab, 3, 'Available');
    expect(app(lab, 3, away).actions).toEqual([]);
    expect(refusalCode(() => ask(lab, 3, 'install', away))).toBe('deviceOffline');
    const user = withState(lab, 4, 'Available');
    ask(lab, 4, 'install', user);
    pass(lab, hour);
    expect(app(lab, 4, user).state).toBe('Install requested');
    pass(lab, 2 * hour);
    expect(['Installed', 'Failed']).toContain(app(lab, 4, user).state);
  });

  it('that are deployed to users are not for devices of Entra ID alone', () => {
    const lab = attachedLab({ devices: [{ client: true, join: 'entra', presence: 'always' }] });
    expect(app(lab, 4).actions).toEqual([]);
    expect(refusalCode(() => ask(lab, 4, 'install'))).toBe('notApplicable');
  });

  it('that are required and missing are installed by an App Evaluation Cycle', () => {
    const lab = attachedLab({ devices });
    const missing = [...devices.keys()]
      .map((index) => index + 1)
      .find((id) => ['Required', 'Failed'].includes(app(lab, 5, id).state))!;
    runUntilFinished(lab, order(lab, 'appEvaluation', missing));
    expect(app(lab, 5, missing).state).toBe('Install requested');
    settle(lab);
    expect(['Installed', 'Failed']).toContain(app(lab, 5, missing).state);
    expect(lab.replay().equal).toBe(true);
  });
});

describe('a recovery key', () => {
  const keys = (lab: Lab) => view(lab).recoveryKeys;

  it('is shown on request, and replaced by the device afterwards', () => {
    const lab = attachedLab();
    const [first] = keys(lab);
    expect(keys(lab)).toMatchObject([{ key: null, rotatedAt: null, volume: 'C:' }]);
    const { key } = lab.input('attach.showRecoveryKey', { deviceId: 1, keyId: first!.keyId });
    expect(key).toMatch(/^(\d{6}-){7}\d{6}$/);
    for (const group of key.split('-')) expect(Number(group) % 11).toBe(0);
    expect(keys(lab)[0]!.key).toBe(key);
    const shownAt = lab.now;
    settle(lab);
    const [second, old] = keys(lab);
    expect(old).toMatchObject({ keyId: first!.keyId, key: null });
    expect(old!.rotatedAt! - shownAt).toBeGreaterThanOrEqual(5 * minute);
    expect(second).toMatchObject({ key: null, rotatedAt: null, savedAt: old!.rotatedAt });
    expect(second!.keyId).not.toBe(first!.keyId);
    expect(refusalCode(() => lab.input('attach.showRecoveryKey', { deviceId: 1, keyId: first!.keyId }))).toBe(
      'notApplicable',
    );
    const next = lab.input('attach.showRecoveryKey', { deviceId: 1, keyId: second!.keyId });
    expect(next.key).not.toBe(key);
    settle(lab);
    expect(keys(lab)).toHaveLength(3);
    expect(lab.replay().equal).toBe(true);
  });

  it('came a day after the client was discovered, and is shown from site version 2107 on', () => {
    const lab = attachedLab();
    const at = (version: number) => {
      lab.db.prepare('UPDATE site SET version = ?').run(version);
      forgetWorld(lab.db);
      return keys(lab);
    };
    const discoveredAt = lab.db
      .prepare('SELECT discovered_at FROM configmgr_devices WHERE device_id = 1')
      .pluck()
      .get();
    expect(at(2107)).toMatchObject([{ savedAt: (discoveredAt as number) + day, rotatedAt: null }]);
    expect(at(2106)).toEqual([]);
  });

  it('waits with its rotation for a client that is away', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'leavesSoon' })] });
    pass(lab, 10 * minute);
    lab.input('attach.showRecoveryKey', { deviceId: 1, keyId: keys(lab)[0]!.keyId });
    pass(lab, hour);
    expect(keys(lab)).toHaveLength(1);
    pass(lab, 2 * hour);
    expect(keys(lab)).toHaveLength(2);
  });

  it('is for those with the right to it, in tenant and site', () => {
    const lab = attachedLab();
    const { keyId } = keys(lab)[0]!;
    configure(lab, 'siteRole', 'operationsAdministrator', administrator);
    expect(() => lab.input('attach.showRecoveryKey', { deviceId: 1, keyId })).toThrow(/BitLocker/);
    signIn(lab, 'readOnlyOperator');
    expect(refusalCode(() => lab.input('attach.showRecoveryKey', { deviceId: 1, keyId }))).toBe('missingRight');
    expect(keys(lab)).toEqual([]);
  });

  it('is none where nothing is encrypted', () => {
    const lab = attachedLab({ devices: [siteClient({ encrypted: false })] });
    expect(keys(lab)).toEqual([]);
  });
});
