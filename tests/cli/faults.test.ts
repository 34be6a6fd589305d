import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../shared/faults/catalogue.ts';
import { run, temporaryFolder } from './support.ts';

type Entry = {
  id: string;
  planted: boolean;
  on: string[];
  places: { target: string | null; label: string; at: string; cured: boolean }[];
  target: string;
  detectableAt: string[];
  remedy: string;
  symptom: string;
  component: string;
  code: string | null;
};
const file = join(temporaryFolder(), 'faults.tandem');
const ask = async <Answer>(...argv: string[]): Promise<Answer> => {
  const { exitCode, json } = await run(...argv);
  expect(exitCode, JSON.stringify(json)).toBe(0);
  return json as Answer;
};
const refusal = async (...argv: string[]): Promise<string> => {
  const { exitCode, json } = await run(...argv);
  expect(exitCode).not.toBe(0);
  return (json as { error: { code: string } }).error.code;
};
const entry = async (id: string): Promise<Entry> => (await ask<Entry[]>('faults', file)).find((one) => one.id === id)!;

beforeAll(async () => {
  await ask('create', '--scenario', 'contoso-onprem', '--devices', '200', '--out', file, '--no-hash');
});

describe('faults on the command line', () => {
  it('lists the whole catalogue with what an instructor needs', async () => {
    const list = await ask<Entry[]>('faults', file);
    expect(list.map(({ id }) => id)).toEqual(faults.map(({ id }) => id));
    for (const { component, symptom, detectableAt, remedy, on, planted } of list) {
      for (const text of [component, symptom, remedy, ...detectableAt]) expect(text.length).toBeGreaterThan(3);
      expect({ on, planted }).toEqual({ on: [], planted: false });
    }
  });

  it('plants and cures at the site, at devices, users and organizational units', async () => {
    const [{ name: first }, { name: second }] = (
      await ask<{ rows: { name: string }[] }>('devices', file, '--filter', 'platform=windows', '--limit', '2')
    ).rows as [{ name: string }, { name: string }];
    for (const [id, where, on] of [
      ['stagingMode', ['--site'], ['Site']],
      ['LegacyAgent', ['--device', first, second.toLowerCase()], [first, second]],
      ['ouNotSynced', ['--ou', 'london/computers'], ['London/Computers']],
      ['mfaEnforced', ['--user', 'Alex Becker'], ['Alex Becker']],
    ] as const) {
      const [planted] = await ask<[Entry]>('plant', file, id, ...where);
      expect(planted).toMatchObject({ planted: true, on });
      expect(await entry(planted.id)).toEqual(planted);
      const [cured] = await ask<[Entry]>('cure', file, id, ...where);
      expect(cured).toMatchObject({ planted: false, on: [] });
      expect(cured.places.every((place) => place.cured)).toBe(true);
    }
    expect(await ask('check', file)).toEqual({ ok: true, violations: [] });
    expect(await ask('replay', file)).toMatchObject({ equal: true });
  });

  it('takes a device for its user and for its organizational unit', async () => {
    const { rows } = await ask<{ rows: { name: string; primaryUser: string | null }[] }>(
      'devices',
      file,
      '--filter',
      'os=Windows 11 Enterprise',
    );
    const name = rows.find((row) => /-L\d/.test(row.name))!.name;
    const [user] = await ask<[Entry]>('plant', file, 'intuneLicenseMissing', '--device', name);
    expect(user.places[0]!.target).toMatch(/@contoso\.com$/);
    const [unit] = await ask<[Entry]>('plant', file, 'ouNotSynced', '--device', name);
    expect(unit.places.find(({ cured }) => !cured)!.target).toMatch(/\/Computers$/);
  });

  it('plants at all the places named, or at none', async () => {
    const { rows } = await ask<{ rows: { name: string }[] }>(
      'devices',
      file,
      '--filter',
      'platform=windows',
      '--limit',
      '2',
    );
    const [one, two] = rows.map(({ name }) => name) as [string, string];
    await ask('plant', file, 'dnsFails', '--device', two);
    expect(await refusal('plant', file, 'dnsFails', '--device', one, two)).toBe('faultPlanted');
    expect((await entry('dnsFails')).on).toEqual([two]);
  });

  it('refuses what is not there, and what does not fit', async () => {
    expect(await refusal('plant', file, 'nothing', '--site')).toBe('faultUnknown');
    expect(await refusal('plant', file, 'stagingMode')).toBe('usage');
    expect(await refusal('plant', file, 'stagingMode', '--device', 'CON-BER-D0001')).toBe('usage');
    expect(await refusal('plant', file, 'legacyAgent', '--site')).toBe('usage');
    expect(await refusal('plant', file, 'legacyAgent', '--site', '--device', 'CON-BER-D0001')).toBe('usage');
    expect(await refusal('plant', file, 'legacyAgent', '--device')).toBe('usage');
    expect(await refusal('plant', file, 'legacyAgent', '--device', 'NOBODY')).toBe('deviceNotFound');
    expect(await refusal('plant', file, 'legacyAgent', '--device', 'CON-SRV-0001')).toBe('faultTarget');
    expect(await refusal('cure', file, 'stagingMode', '--site')).toBe('faultNotPlanted');
  });

  it('is described by a table that names every fault', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
    for (const { id, title } of faults) expect(page).toMatch(new RegExp(`\\| \`${id}\` +\\|.*\\| ${title} +\\|`));
  });
});
