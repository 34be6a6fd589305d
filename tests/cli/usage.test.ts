import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../shared/contract/errors.ts';
import { readArgs } from '../../main/cli/args.ts';
import { commands } from '../../main/cli/commands.ts';
import { done, run, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const file = join(folder, 'lab.tandem');
let before: unknown;
beforeAll(async () => {
  await done('create', '--scenario', 'first-day', '--out', file);
  before = await done('info', file);
});

const F = 'FILE';
const wrong: readonly (readonly string[])[] = [
  [],
  ['nonsense'],
  ['toString'],
  ['--next'],
  ['help', 'nonsense'],
  ['scenarios', 'extra'],
  ['scenarios', '--unknown'],
  ['scenarios', '-x'],
  ['validate'],
  ['create'],
  ['create', '--scenario', 'contoso'],
  ['create', '--out', 'x.tandem'],
  ['create', '--scenario', '', '--out', 'x.tandem'],
  ['create', '--scenario', 'contoso', '--out'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--seed', '-1'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--seed=-1'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--seed', '1.5'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--seed', '4294967296'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--seed', '1', '--seed', '2'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--devices', '0'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--devices', 'many'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--devices', '100001'],
  ['create', '--scenario', 'contoso', '--out', 'x.tandem', '--force=yes'],
  ['info'],
  ['info', F, 'extra'],
  ['info', F, '--force'],
  ['reset', F, '--force'],
  ['advance', F],
  ['advance', F, '1h', '--next'],
  ['advance', F, '--until', '2026-12-01', '--next'],
  ...['0s', '-5m', '5', '1.5h', '1w', '5 m', '5M', '', '99999999d', '1h30m'].map((duration) => [
    'advance',
    F,
    duration,
  ]),
  ...['tomorrow', '2026-13-01', '2026-02-30', '2026-12-01T25:00:00Z', ''].map((date) => [
    'advance',
    F,
    '--until',
    date,
  ]),
  ['devices', F, '--filter', 'nofield=1'],
  ['devices', F, '--filter', 'name'],
  ['devices', F, '--filter', '=x'],
  ['devices', F, '--filter', 'constructor=x'],
  ['devices', F, '--sort', 'nofield'],
  ['devices', F, '--sort', 'name:down'],
  ['devices', F, '--fields', 'name,nofield'],
  ['devices', F, '--fields', ''],
  ['devices', F, '--limit', '-1'],
  ['devices', F, '--limit', 'all'],
  ['devices', F, '--limit', '1e3'],
  ['devices', F, '--list', 'nolist'],
  ['device', F],
  ['device', F, 'a', 'b'],
  ['action', F],
  ['action', F, 'sync'],
  ['action', F, 'sync', 'LAP-TOM'],
  ['action', F, 'explode', '--device', 'LAP-TOM'],
  ['action', F, 'wipe', '--device', 'LAP-TOM', '--option', 'keepEnrollmentData'],
  ['action', F, 'wipe', '--device', 'LAP-TOM', '--option', 'keepEnrollmentData=yes'],
  ['actions', F, '--filter', 'nofield=1'],
  ['cancel', F],
  ['cancel', F, 'first'],
  ['cancel', F, '0'],
  ['activities', F, '--limit', 'x'],
  ['checkpoint', F],
  ['checkpoint', F, '../escape'],
  ['checkpoint', F, ''],
  ['checkpoint', F, 'x'.repeat(65)],
  ['checkpoint', F, 'über'],
  ['reset', F, '--to', '../escape'],
  ['reset', F, 'baseline'],
  ['configure', F, 'remoteHelp'],
  ['hash', F, '--no-hash'],
];

describe('wrong usage', () => {
  it.each(wrong.map((argv) => [argv.join(' ') || '(nothing)', argv] as const))('%s', async (_title, argv) => {
    const { exitCode, json, stderr } = await run(...argv.map((word) => (word === F ? file : word)));
    expect({ exitCode, keys: Object.keys(json) }).toEqual({ exitCode: 2, keys: ['error'] });
    expect(['usage', 'badName']).toContain(json.error.code);
    expect(json.error.message.length).toBeGreaterThan(10);
    expect(json.error.next).toBe(errors[json.error.code as 'usage'].next);
    // The usage line goes to people; programs have the code.
    if (json.error.code === 'usage') expect(stderr).toContain('\n  ');
  });

  it('changes nothing', async () => {
    expect(await done('info', file)).toEqual(before);
  });

  it('is noticed before a lab is opened', async () => {
    expect(await run('advance', join(folder, 'none.tandem'), 'soon')).toMatchObject({ exitCode: 2 });
  });
});

describe('readArgs', () => {
  const syntax = {
    positionals: [1, 2],
    options: { device: 'names', option: 'list', confirm: 'text', next: 'flag' },
  } as const;

  it('lets a name option take every word up to the next option, and the others one', () => {
    const args = readArgs(['lab', '--device', 'A', 'B', '--confirm', '2', '--device=C', 'D', '--next', 'sync'], syntax);
    expect(args.list('device')).toEqual(['A', 'B', 'C', 'D']);
    expect(args.positionals).toEqual(['lab', 'sync']);
    expect([args.text('confirm'), args.has('next'), args.has('force')]).toEqual(['2', true, false]);
  });

  it('takes words after -- as they are', () => {
    expect(readArgs(['--device', 'A', '--', 'lab', '--next'], syntax).positionals).toEqual(['lab', '--next']);
  });

  it('keeps everything behind the first = of a pair', () => {
    expect(readArgs(['lab', '--option', 'a=b=c', '--option', 'd='], syntax).pairs('option')).toEqual([
      ['a', 'b=c'],
      ['d', ''],
    ]);
  });

  it('takes any number of rows, however large, but nothing else', () => {
    const rows = (text: string) => readArgs(['lab', `--confirm=${text}`], syntax).rows('confirm');
    expect([rows('0'), rows('100000000')]).toEqual([0, 100_000_000]);
    expect(rows('9'.repeat(400))).toBeGreaterThan(1_000_000_000);
    for (const text of ['-1', '1.5', '1e3', '', 'all']) expect(() => rows(text)).toThrow(/whole number/);
  });

  it('takes a value that begins with a hyphen only with =', () => {
    expect(readArgs(['lab', '--confirm=-1'], syntax).text('confirm')).toBe('-1');
  });
});

describe('the table of commands', () => {
  it('describes each by usage lines that name its options', () => {
    for (const [name, { usage, about, options, positionals }] of Object.entries(commands)) {
      const text = usage.join(' ');
      for (const option of Object.keys(options)) expect(text, name).toContain(`--${option}`);
      expect(about, name).toMatch(/^[A-Z].*\.$/);
      expect(positionals[0], name).toBeLessThanOrEqual(positionals[1]);
    }
  });
});
