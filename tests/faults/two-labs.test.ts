import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { funnelOf } from '../../main/lab/comanagement/views.ts';
import { listFaults } from '../../main/lab/faults/views.ts';
import { logView } from '../../main/lab/logs/views.ts';
import { readSetting } from '../../main/lab/engine/setting-values.ts';
import { faultById, faults } from '../../shared/faults/catalogue.ts';
import type { Fault } from '../../shared/faults/fault.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
import { day, hour } from '../../shared/time.ts';
import { buildLab, changeDevice, pass, refusalCode, type DeviceSet } from '../support/build-lab.ts';

/**
 * Faults by what they do: each is planted in a small estate where everything else is in order, and has to show where the catalogue
 * says that it does.
 */
const settings = [
  { setting: 'entraConnectHybridJoin', value: 'on' },
  { setting: 'scp', value: 'ownTenant' },
  { setting: 'autoRegister', value: 'on' },
];
const computer: DeviceSet = { client: true, enrolled: false, presence: 'always' };
/** A hybrid joined computer whose enrollment is due, and one that is older than the newest Windows. */
const joined = (): Lab =>
  buildLab({
    devices: [{ ...computer, join: 'hybrid' }],
    cloud: { settings, coManagement: { since: '2026-09-01T08:00:00Z', enroll: 'all' } },
  });
/** A domain joined computer on its way to the hybrid join, and from there to its enrollment. */
const newcomer = (more: Record<string, unknown> = {}): Lab =>
  buildLab({
    devices: [{ ...computer, join: 'domain' }],
    cloud: { settings, coManagement: { since: '2026-09-01T08:00:00Z', enroll: 'all' }, ...more },
  });

const targetOf = (fault: Fault): string =>
  ({ site: '', device: '1', user: 'person1@fabrikam.com', ou: 'Berlin/Computers' })[fault.target ?? 'site'];
const plant = (lab: Lab, fault: Fault): null => lab.input('faults.plant', { fault: fault.id, target: targetOf(fault) });
const cure = (lab: Lab, fault: Fault): null => lab.input('faults.cure', { fault: fault.id, target: targetOf(fault) });
const viewOf = (lab: Lab, { id }: Fault) => listFaults(lab.db).find((view) => view.id === id)!;
const enrolled = (lab: Lab): boolean => funnelOf(lab.db).coManaged === 1;

const dsregcmd = (lab: Lab): string => lab.input('desktop.run', { deviceId: 1, command: 'dsregcmd /status' }).stdout;
const logText = (lab: Lab, log: string): string =>
  logView(lab.db, { where: '1', log, tail: 2000 })
    .lines.map(({ text }) => text)
    .join('\n');

const textAt = (lab: Lab, where: string): string => {
  if (where === 'dsregcmd') return dsregcmd(lab);
  if (where === 'cloudAttachStatus')
    return funnelOf(lab.db)
      .errors.map(({ code }) => code)
      .join(' ');
  return where.includes('.log') || where.includes('/') ? logText(lab, where) : '';
};

const codesIn = (text: string): string[] => text.match(/0x[0-9a-fA-F]{8}/g) ?? [];

/** Faults that keep a computer from its hybrid join or its enrollment and show a code on that way. */
const onTheWay = faults.filter(
  ({ component, code }) =>
    ['Entra Connect', 'Entra ID', 'Device', 'Intune'].includes(component) && code?.startsWith('0x') === true,
);

/** What stands between a computer and its hybrid join does not matter to one that is joined. */
const onlyBeforeTheJoin = new Set(
  onTheWay.filter(({ component, id }) => component === 'Entra Connect' || id === 'targetedScp').map(({ id }) => id),
);

describe('a planted fault', () => {
  it('is on the way of 25 faults that show a code', () => {
    expect(onTheWay.length).toBeGreaterThanOrEqual(25);
  });

  it.each(onTheWay.map((fault) => [fault.id, fault] as const))(
    '%s shows its code where the catalogue says',
    (_, fault) => {
      const labs = [newcomer(), joined()];
      for (const lab of labs) {
        if (fault.id === 'minimumVersion') changeDevice(lab, { os_build: 22_631 });
        plant(lab, fault);
      }
      const seen = new Set<string>();
      const wanted = fault.detectableAt.flatMap((sighting) => {
        const where = 'screen' in sighting ? sighting.screen : 'log' in sighting ? sighting.log : 'dsregcmd';
        return codesIn(sighting.shows).map((code) => ({ where, code: code.toLowerCase() }));
      });
      expect(wanted.length).toBeGreaterThan(0);
      // Codes come and go while the computer tries; whoever looks every few hours sees them.
      for (const lab of labs)
        for (let passed = 0; passed < 4 * day; passed += 3 * hour) {
          pass(lab, 3 * hour);
          for (const { where, code } of wanted)
            if (textAt(lab, where).toLowerCase().includes(code)) seen.add(`${where} ${code}`);
        }
      expect([...new Set(wanted.map(({ where, code }) => `${where} ${code}`))].filter((one) => !seen.has(one))).toEqual(
        [],
      );
      expect(labs.some(enrolled)).toBe(onlyBeforeTheJoin.has(fault.id));
    },
  );

  it.each(onTheWay.map((fault) => [fault.id, fault] as const))(
    '%s lets the computer through when it is cured',
    (_, fault) => {
      const lab = newcomer();
      if (fault.id === 'minimumVersion') changeDevice(lab, { os_build: 22_631 });
      plant(lab, fault);
      pass(lab, 2 * day);
      expect(viewOf(lab, fault).planted).toMatchObject([{ target: targetOf(fault), isCured: false }]);
      cure(lab, fault);
      expect(viewOf(lab, fault).planted).toMatchObject([{ isCured: true }]);
      pass(lab, 3 * day);
      expect(enrolled(lab)).toBe(true);
    },
  );

  it('without a fault the computer is co-managed within two days', () => {
    const lab = newcomer();
    pass(lab, 2 * day);
    expect(enrolled(lab)).toBe(true);
  });

  it.each(faults.map((fault) => [fault.id, fault] as const))(
    '%s can be planted, cured and planted again',
    (_, fault) => {
      const lab = newcomer();
      plant(lab, fault);
      for (const { id, bad } of fault.settings) {
        const kind = settingById.get(id)!.target;
        const target = kind === null ? '' : kind === 'device' ? '1' : targetOf(fault);
        expect(readSetting(lab.db, id, target)).toBe(bad);
      }
      expect(refusalCode(() => plant(lab, fault))).toBe('faultPlanted');
      cure(lab, fault);
      expect(refusalCode(() => cure(lab, fault))).toBe('faultNotPlanted');
      pass(lab, hour);
      plant(lab, fault);
      expect(viewOf(lab, fault).planted).toMatchObject([{ at: lab.now, isCured: false }]);
      expect(lab.check()).toEqual([]);
    },
  );

  it('counts as cured by custom client settings for those it concerns', () => {
    const lab = newcomer();
    const fault = faultById.get('bothManageUpdates')!;
    plant(lab, fault);
    const custom = (collectionId: number) =>
      lab.input('settings.customize', {
        name: 'No software updates',
        priority: 1,
        collectionId,
        settings: { softwareUpdates: 'off' },
      });
    custom(1);
    expect(viewOf(lab, fault).planted[0]!.isCured).toBe(false);
    lab.input('workloads.move', { workload: 'windowsUpdate', position: 'intune', collectionId: null });
    pass(lab, 7 * day);
    expect(viewOf(lab, fault).planted[0]!.isCured).toBe(true);
    // The collection of computers that are being provisioned has no members.
    custom(4);
    expect(viewOf(lab, fault).planted[0]!.isCured).toBe(false);
  });

  it('counts as cured by any road that puts its setting right', () => {
    const lab = newcomer();
    const fault = faultById.get('mdmScopeSome')!;
    plant(lab, fault);
    expect(viewOf(lab, fault).planted[0]!.isCured).toBe(false);
    lab.input('settings.configure', { setting: 'mdmUserScopeGroup', value: 'All Sales', target: null });
    expect(viewOf(lab, fault).planted[0]!.isCured).toBe(true);
  });

  it('leaves nothing in the activity log that names it', () => {
    const lab = newcomer();
    plant(lab, faultById.get('mdmScopeNone')!);
    expect(lab.db.prepare(`SELECT count(*) FROM activities WHERE kind = 'setting_changed'`).pluck().get()).toBe(0);
  });

  it('is refused where it has no place', () => {
    const lab = newcomer();
    expect(refusalCode(() => lab.input('faults.plant', { fault: 'nothing', target: '' }))).toBe('faultUnknown');
    for (const [fault, target] of [
      ['mdmScopeNone', '1'],
      ['legacyAgent', ''],
      ['legacyAgent', '99'],
      ['mfaEnforced', 'nobody@fabrikam.com'],
      ['ouNotSynced', 'Berlin/Nowhere'],
    ] as const)
      expect(refusalCode(() => lab.input('faults.plant', { fault, target }))).toBe('faultTarget');
    expect(refusalCode(() => lab.input('faults.cure', { fault: 'mdmScopeNone', target: '' }))).toBe('faultNotPlanted');
  });

  it('is found again by a replay', () => {
    const lab = newcomer();
    plant(lab, faultById.get('entraObjectDeleted')!);
    plant(lab, faultById.get('stagingMode')!);
    pass(lab, day);
    cure(lab, faultById.get('stagingMode')!);
    pass(lab, day);
    expect(lab.replay().equal).toBe(true);
  });
});
