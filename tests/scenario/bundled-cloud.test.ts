import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Lab } from '../../main/lab/lab.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { membersOf } from '../../main/lab/engine/membership.ts';
import { funnelOf } from '../../main/lab/comanagement/views.ts';
import { listFaults } from '../../main/lab/faults/views.ts';
import { unpack } from '../../main/simulation/autopilot/join.ts';
import { listBundledScenarios } from '../../main/lab/scenario/file.ts';
import { day, parseIso } from '../../shared/time.ts';
import { labFolder, pass } from '../support/build-lab.ts';
import { bundledScenario, scenarioFolder } from '../support/scenarios.ts';

/** Bundled scenarios as labs: smaller than they are written where their proportions are enough. */
function labOf(name: string, seed = 1, devices: number | null = null): Lab {
  const { lab } = Lab.create({
    ...bundledScenario(name),
    seed,
    devices: name === 'first-day' ? null : devices,
    file: join(labFolder(), `${name}.tandem`),
    withHash: false,
    withBaseline: false,
  });
  onTestFinished(() => lab.close());
  return lab;
}
const count = (lab: Lab, sql: string): number => lab.db.prepare(`SELECT count(*) FROM ${sql}`).pluck().get() as number;
const rowsOf = <Row>(lab: Lab, sql: string): Row[] => lab.db.prepare(sql).all() as Row[];
const names = listBundledScenarios(scenarioFolder).map(({ scenario }) => scenario.name);

describe.each(names)('the scenario %s', (name) => {
  it.each([1, 7])('is sound, works for a week and is found again by a replay, with seed %i', (seed) => {
    const lab = labOf(name, seed, 500);
    expect(lab.now).toBe(parseIso(bundledScenario(name).scenario.start));
    expect(lab.check()).toEqual([]);
    pass(lab, 7 * day);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it.each([1, 30])('can be made as small as %i devices', (devices) => {
    const lab = labOf(name, 1, devices);
    expect(lab.check()).toEqual([]);
    pass(lab, day);
    expect(lab.check()).toEqual([]);
  });

  it('is the same for the same seed, and jumps as it steps', () => {
    const [one, two, other] = [labOf(name, 3, 400), labOf(name, 3, 400), labOf(name, 4, 400)];
    expect(one.hash()).toBe(two.hash());
    expect(one.hash()).not.toBe(other.hash());
    pass(one, day);
    for (let hours = 0; hours < 24; hours += 1) pass(two, day / 24);
    expect(one.hash()).toBe(two.hash());
  });
});

describe('Contoso on premises', () => {
  it('has 3,000 people, some 4,000 computers of the site, and nothing in the cloud', () => {
    const lab = labOf('contoso-onprem');
    expect(count(lab, 'users')).toBe(3000);
    expect(count(lab, 'devices')).toBe(4000);
    for (const table of [
      'intune_devices',
      'entra_devices',
      'autopilot_identities',
      'comanagement',
      'hybrid_joins',
      'faults',
    ])
      expect(count(lab, table), table).toBe(0);
    expect(count(lab, `devices WHERE join_type <> 'domain' OR is_attached = 1 OR is_mdm_enrolled = 1`)).toBe(0);
    expect(rowsOf(lab, 'SELECT attached_at, comanagement_at, enroll FROM cloud_attach')).toEqual([
      { attached_at: null, comanagement_at: null, enroll: 'none' },
    ]);
    // Somebody set No on purpose: the step of the way that a class shall take.
    expect(rowsOf(lab, 'SELECT id, target, value FROM settings')).toEqual([
      { id: 'autoRegister', target: '', value: 'off' },
    ]);
    expect(count(lab, 'configmgr_devices WHERE has_client = 1')).toBeGreaterThan(3800);
  });
});

describe('Contoso', () => {
  it('has had a pilot since spring: the members of its collection are the co-managed computers', () => {
    const lab = labOf('contoso');
    const [{ pilot }] = rowsOf<{ pilot: number }>(lab, 'SELECT enroll_collection_id AS pilot FROM cloud_attach') as [
      { pilot: number },
    ];
    const members = new Set(membersOf(lab.db, pilot));
    const coManaged = rowsOf<{ id: number }>(
      lab,
      'SELECT device_id AS id FROM configmgr_devices WHERE is_current = 1 AND comgmt_enrolled = 1 AND comgmt_policy = 1',
    ).map(({ id }) => id);
    expect(coManaged.length).toBeGreaterThan(530);
    expect(coManaged.filter((id) => !members.has(id))).toEqual([]);
    // A few of the pilot lost their enrollment; the client enrolls them again.
    expect(members.size - coManaged.length).toBeLessThan(15);
    expect(funnelOf(lab.db).coManaged).toBe(coManaged.length);
  });

  it('judges compliance of co-managed computers in Intune, as the slider says', () => {
    const lab = labOf('contoso');
    expect(count(lab, `comanagement WHERE flags & 2 = 0`)).toBe(0);
    expect(count(lab, `intune_devices WHERE compliance = 'configManager'`)).toBe(0);
  });

  it('keeps the verdict with the site where the slider stands there', () => {
    const { scenario, text } = bundledScenario('contoso');
    const { coManagement } = scenario.cloudAttach;
    const { lab } = Lab.create({
      scenario: {
        ...scenario,
        cloudAttach: { ...scenario.cloudAttach, coManagement: { ...coManagement!, workloads: [] } },
      },
      text,
      seed: 1,
      devices: 700,
      file: join(labFolder(), 'lab.tandem'),
      withHash: false,
      withBaseline: false,
    });
    onTestFinished(() => lab.close());
    const coManaged = `intune_devices i JOIN comanagement m ON m.device_id = i.device_id AND m.stage = 'enrolled' WHERE i.is_current = 1`;
    expect(count(lab, coManaged)).toBeGreaterThan(50);
    expect(count(lab, `${coManaged} AND i.compliance <> 'configManager'`)).toBe(0);
    expect(count(lab, `intune_devices WHERE is_current = 1 AND compliance <> 'configManager'`)).toBeGreaterThan(50);
    pass(lab, 3 * day);
    expect(count(lab, `${coManaged} AND i.compliance <> 'configManager'`)).toBe(0);
    expect(lab.check()).toEqual([]);
  });
});

describe('Contoso attached', () => {
  it('shows every client in the tenant, and has enrolled none', () => {
    const lab = labOf('contoso-attached');
    const clients = count(lab, 'configmgr_devices WHERE is_current = 1 AND has_client = 1');
    expect(count(lab, 'intune_devices WHERE is_current = 1 AND attached_at IS NOT NULL')).toBe(clients);
    expect(count(lab, `intune_devices WHERE managed_by = 'configMgr' AND is_current = 1`)).toBe(clients);
    expect(count(lab, 'devices WHERE is_attached = 1')).toBe(clients);
    expect(count(lab, 'comanagement')).toBe(0);
    expect(
      count(lab, `devices WHERE platform = 'windows' AND client_version IS NOT NULL AND join_type <> 'hybrid'`),
    ).toBeLessThan(60);
    // Servers are attached as well.
    expect(count(lab, `intune_devices WHERE platform = 'windowsServer' AND managed_by = 'configMgr'`)).toBe(300);
  });

  it('goes on uploading what changes', () => {
    const lab = labOf('contoso-attached');
    const last = () => rowsOf<{ at: number }>(lab, 'SELECT last_upload_at AS at FROM cloud_attach')[0]!.at;
    const before = last();
    expect(lab.now - before).toBeLessThan(day);
    pass(lab, 2 * day);
    expect(last()).toBeGreaterThan(before);
  });

  it('names the primary user of an attached computer as the site knows it', () => {
    const lab = labOf('contoso-attached');
    expect(
      count(
        lab,
        `intune_devices i JOIN devices d ON d.id = i.device_id LEFT JOIN users u ON u.id = d.user_id
         WHERE i.managed_by = 'configMgr' AND i.is_current = 1 AND i.primary_user_upn IS NOT u.upn`,
      ),
    ).toBe(0);
  });
});

describe.each(['contoso', 'contoso-attached', 'fabrikam-cloud'])('computers in their boxes of %s', (name) => {
  it('have a name of Windows, then that of the profile; their records go by the serial number before', () => {
    const lab = labOf(name, 1, 1000);
    const boxes = rowsOf<{ id: number; name: string; serial: string; recorded: string }>(
      lab,
      `SELECT d.id, d.name, d.serial_number AS serial, e.name AS recorded FROM devices d
       JOIN entra_devices e ON e.device_id = d.id AND e.is_current = 1 WHERE d.power = 'oobe' AND d.platform = 'windows'`,
    );
    expect(boxes.length).toBeGreaterThan(0);
    for (const box of boxes) {
      expect(box.name).toMatch(/^DESKTOP-[A-Z0-9]{7}$/);
      expect(box.recorded).toBe(box.serial);
    }
    expect(count(lab, `devices WHERE platform = 'windows' AND name NOT GLOB '*[^0-9]*'`)).toBe(0);
    const { id } = boxes[0]!;
    applyChanges(lab.db, unpack(factsOf(lab.db, id), lab.now), lab.now);
    pass(lab, day);
    const [after] = rowsOf<{ name: string; join_type: string }>(lab, `SELECT * FROM devices WHERE id = ${id}`);
    expect(after).toMatchObject({ join_type: 'entra', name: expect.stringMatching(/^(CON|FAB|DESKTOP)-/) as string });
  });
});

describe('Fabrikam in the cloud', () => {
  it('has no client on a workstation, no gateway, and laptops in their boxes', () => {
    const lab = labOf('fabrikam-cloud');
    expect(count(lab, `devices WHERE platform = 'windows' AND client_version IS NOT NULL`)).toBe(0);
    expect(count(lab, `devices WHERE platform = 'windows' AND join_type NOT IN ('entra', 'workgroup')`)).toBe(0);
    expect(count(lab, `devices WHERE power = 'oobe'`)).toBe(40);
    expect(rowsOf(lab, 'SELECT gateway_at FROM cloud_attach')).toEqual([{ gateway_at: null }]);
  });
});

describe('Contoso, where co-management stalls', () => {
  it.each([1, 5])('has twelve causes of different kinds, planted and standing, with seed %i', (seed) => {
    const lab = labOf('contoso-broken', seed);
    const planted = listFaults(lab.db).filter((view) => view.planted.length > 0);
    expect(planted).toHaveLength(12);
    expect(planted.flatMap((view) => view.planted).every(({ isCured }) => !isCured)).toBe(true);
    expect(new Set(planted.map(({ component }) => component)).size).toBeGreaterThanOrEqual(5);
    expect(planted.filter((view) => view.planted.length >= 4).length).toBeGreaterThanOrEqual(6);
    // One thing is wrong with a device or a person, not two.
    const devices = planted
      .filter(({ target }) => target === 'device')
      .flatMap((view) => view.planted.map(({ target }) => target));
    expect(new Set(devices).size).toBe(devices.length);
  });

  it('says nothing of the causes in its description', () => {
    const { description } = bundledScenario('contoso-broken').scenario;
    expect(description).not.toMatch(
      /organizational unit|UPN|MFA|licen|version|registry|policy|certificate|service|disabled/i,
    );
  });

  it('shows each cause by its code at some of its computers on the first day', () => {
    const lab = labOf('contoso-broken');
    pass(lab, 2 * day);
    const faultsOf = (id: string): string[] =>
      rowsOf<{ target: string }>(lab, `SELECT target FROM faults WHERE fault = '${id}' ORDER BY target`).map(
        ({ target }) => target,
      );
    const enrollmentCode = (id: string, by = 'd.id'): string[] => [
      ...new Set(
        rowsOf<{ code: string | null }>(
          lab,
          `SELECT m.code FROM comanagement m JOIN devices d ON d.id = m.device_id LEFT JOIN users u ON u.id = d.user_id
           WHERE CAST(${by} AS TEXT) IN (${faultsOf(id)
             .map((target) => `'${target}'`)
             .join(', ')}) AND m.stage = 'failed'`,
        ).flatMap(({ code }) => code ?? []),
      ),
    ];
    // A few of the hundreds fail at the restriction first: they are older than it wants.
    expect(enrollmentCode('mdmBlockedByPolicy')).toContain('0x80180026');
    expect(enrollmentCode('staleEnrollment')).toContain('0x8007064C');
    expect(enrollmentCode('provisioningServiceMissing')).toContain('0x80180023');
    expect(enrollmentCode('entraObjectDisabled')).toContain('0xCAA20003');
    expect(enrollmentCode('mfaEnforced', 'u.upn')).toContain('0x8018002A');
    expect(enrollmentCode('upnNotVerified', 'u.upn')).toContain('0x8018002B');
    expect(enrollmentCode('intuneLicenseMissing', 'u.upn')).toContain('0x80180018');
    expect(
      count(
        lab,
        `comanagement m JOIN devices d ON d.id = m.device_id WHERE m.code = '0x80180014' AND d.os_build < 26100`,
      ),
    ).toBeGreaterThan(60);
    expect(
      count(
        lab,
        `comanagement m JOIN devices d ON d.id = m.device_id WHERE m.stage = 'failed' AND m.code = '0x80180014' AND d.os_build >= 26100`,
      ),
    ).toBe(0);
    expect(
      rowsOf(
        lab,
        `SELECT DISTINCT j.code FROM hybrid_joins j WHERE CAST(j.device_id AS TEXT) IN (SELECT target FROM faults WHERE fault = 'targetedScp')`,
      ),
    ).toEqual([{ code: '0x801c003a' }]);
    expect(
      rowsOf(
        lab,
        `SELECT DISTINCT j.stage, j.reason FROM hybrid_joins j JOIN ad_computers a ON a.device_id = j.device_id WHERE a.distinguished_name LIKE '%OU=Plant,%'`,
      ),
    ).toEqual([{ stage: 'waitingForSync', reason: 'ouNotSynced' }]);
    const { errors, coManaged } = funnelOf(lab.db);
    expect(errors.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['0x80180014', '0x80180026', '0x8007064C', '0x8018002A', '0x8018002B', '0x80180018']),
    );
    // Most of the others get there.
    expect(coManaged).toBeGreaterThan(1100);
  });

  it('is whole again when all twelve are cured', () => {
    const lab = labOf('contoso-broken');
    for (const { id, planted } of listFaults(lab.db))
      for (const { target } of planted) lab.input('faults.cure', { fault: id, target });
    pass(lab, 10 * day);
    const { errors, failed, total, notEligible, enrolled } = funnelOf(lab.db);
    expect(errors.filter(({ transient }) => !transient)).toEqual([]);
    expect(failed).toBeLessThan(5);
    // Drawers and clients that are silent stay behind.
    expect(enrolled).toBeGreaterThan((total - notEligible) * 0.95);
    expect(notEligible).toBeLessThan(60);
    expect(lab.check()).toEqual([]);
  });
});
