import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableHashes } from '../../main/db/hash.ts';
import { Lab } from '../../main/lab/lab.ts';
import { parseScenario } from '../../main/lab/scenario/file.ts';
import { oldScenarioKeys, presentId } from '../../shared/contract/old-ids.ts';
import { scenarioSchemaVersion } from '../../shared/scenario/scenario.ts';
import { run } from '../cli/support.ts';
import { labFolder } from '../support/build-lab.ts';
import { bundledScenario } from '../support/scenarios.ts';
import { smallScenario } from '../support/small-scenario.ts';

/** The same company in the words of version 2 and in those of version 1, with every key and every id that changed. */
const present = smallScenario
  .replace(
    'people:\n  count: 12\n',
    'people:\n  count: 12\n  intuneLicensePerThousand: 500\n  remoteHelpLicensePerThousand: 400\n',
  )
  .replace(
    'title: Account manager, office: Berlin }',
    'title: Account manager, office: Berlin, intuneLicense: false, remoteHelpLicense: false }',
  )
  .concat(
    `cloudAttach:
  settings:
    - { setting: entraLicense, value: p2 }
    - { setting: intuneLicense, target: kim@small.test, value: 'off' }
    - { setting: remoteHelpLicense, target: kim@small.test, value: 'off' }
    - { setting: deviceStaleEnrollment, target: LAP-MAYA, value: certificate }
  faults:
    - { fault: intuneLicenseMissing, target: maya@small.test }
`,
  );
const asVersion1 = (text: string): string =>
  text
    .replace('schemaVersion: 2', 'schemaVersion: 1')
    .replaceAll(/(?<=[a-z])License/g, 'Licence')
    .replaceAll('StaleEnrollment', 'StaleEnrolment');
const old = asVersion1(present);

const read = (text: string) => {
  const result = parseScenario(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 1));
  return result.scenario;
};
function create(text: string): { hashes: Record<string, string>; embedded: unknown } {
  const file = join(labFolder(), 'lab.tandem');
  const set = { seed: 3, devices: null, file, withHash: false, withBaseline: false };
  const { lab } = Lab.create({ scenario: read(text), text, ...set });
  const { lab: _ofItself, ...hashes } = tableHashes(lab.db);
  const embedded = lab.db.prepare('SELECT scenario_text FROM lab').pluck().get();
  lab.close();
  return { hashes, embedded };
}

describe('a scenario of schema version 1', () => {
  it('has every key and id that changed since', () => {
    for (const key of Object.keys(oldScenarioKeys)) expect(old).toContain(key);
    for (const id of [
      'entraLicence',
      'intuneLicence',
      'remoteHelpLicence',
      'deviceStaleEnrolment',
      'intuneLicenceMissing',
    ])
      expect(old).toContain(id);
    expect(old).not.toMatch(/icense|nrollment:/);
  });

  it('is read as the same scenario in the words of today', () => {
    expect(read(old)).toEqual(read(present));
    expect(read(old).schemaVersion).toBe(scenarioSchemaVersion);
    expect(read(old).people).toMatchObject({ intuneLicensePerThousand: 500, remoteHelpLicensePerThousand: 400 });
  });

  it('makes the same world, and its text is kept as it was written', () => {
    const [before, after] = [create(old), create(present)];
    expect(before.hashes).toEqual(after.hashes);
    expect(before.embedded).toBe(old);
  });

  it('is understood in its places, too, when something in it is wrong', () => {
    const result = parseScenario(old.replace('intuneLicencePerThousand: 500', 'intuneLicencePerThousand: 5000'));
    expect(result.ok ? [] : result.errors.map(({ path }) => path)).toEqual(['people.intuneLicensePerThousand']);
  });

  it.each(['contoso', 'contoso-broken', 'fabrikam-cloud', 'first-day'])('is what %s was, and is read alike', (name) => {
    const { text } = bundledScenario(name);
    expect(read(asVersion1(text))).toEqual(read(text));
  });

  it('is opened again out of its own lab', async () => {
    const folder = labFolder();
    const [scenario, file] = [join(folder, 'old.scenario.yaml'), join(folder, 'lab.tandem')];
    writeFileSync(scenario, old);
    expect(await run('validate', scenario)).toMatchObject({ exitCode: 0 });
    expect(await run('create', '--scenario', scenario, '--seed', '3', '--out', file, '--no-hash')).toMatchObject({
      exitCode: 0,
    });
    expect(await run('check', file)).toMatchObject({ exitCode: 0 });
    expect(await run('replay', file)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(scenario, 'utf8')).toBe(old);
  });
});

describe('a scenario of schema version 2', () => {
  it.each([
    [
      'a key of version 1',
      present.replace('intuneLicensePerThousand', 'intuneLicencePerThousand'),
      /"intuneLicencePerThousand" is unknown/,
    ],
    [
      'a version to come',
      present.replace('schemaVersion: 2', 'schemaVersion: 3'),
      /schema version 3.*Use a newer application/,
    ],
  ])('is refused with %s', (_what, text, message) => {
    const result = parseScenario(text);
    expect(result.ok ? '' : result.errors[0]!.message).toMatch(message);
  });
});

describe('an id of before', () => {
  it.each([
    ['intuneLicence', 'intuneLicense'],
    ['INTUNELICENCE', 'intuneLicense'],
    ['deviceStaleEnrolment', 'deviceStaleEnrollment'],
    ['intuneLicenceMissing', 'intuneLicenseMissing'],
    ['scp', 'scp'],
    ['Toaster', 'Toaster'],
  ])('%s is %s today', (then, today) => {
    expect(presentId(then)).toBe(today);
  });

  it('is taken by the command line, which answers with the present one', async () => {
    const file = join(labFolder(), 'lab.tandem');
    await run('create', '--scenario', 'first-day', '--out', file, '--no-hash');
    const zoe = 'zoe.martin@fabrikam.com';
    const { json: users } = await run('settings', file);
    const administrator = (users as { id: string; target: string | null }[]).find(
      ({ id }) => id === 'intuneLicense',
    )!.target!;
    const configured = await run('configure', file, 'intuneLicence', 'off', '--target', administrator);
    expect([configured.exitCode, JSON.stringify(configured.json)]).toEqual([
      0,
      expect.stringContaining('"intuneLicense"'),
    ]);
    const planted = await run('plant', file, 'intuneLicenceMissing', '--user', zoe);
    expect([planted.exitCode, JSON.stringify(planted.json)]).toEqual([
      0,
      expect.stringContaining('"intuneLicenseMissing"'),
    ]);
    const cured = await run('cure', file, 'INTUNElicenceMissing', '--user', zoe);
    expect(cured.exitCode, JSON.stringify(cured.json)).toBe(0);
    const lab = Lab.open(file);
    const stored = JSON.stringify(
      ['settings', 'faults', 'inputs'].map((table) => lab.db.prepare(`SELECT * FROM ${table}`).all()),
    );
    lab.close();
    expect(stored).not.toMatch(/icence/);
    expect(stored).toContain('intuneLicense');
  });
});
