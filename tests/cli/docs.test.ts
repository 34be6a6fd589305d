import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorityReasons } from '../../shared/workloads/words.ts';
import { deviceFields, knowledgeLabels } from '../../shared/devices/lists.ts';
import { errors } from '../../shared/contract/errors.ts';
import { faults } from '../../shared/faults/catalogue.ts';
import { actionKinds, actionReasons, actionStateLabels, remoteActions } from '../../shared/actions/words.ts';
import { runNow } from '../../shared/settings/run-now.ts';
import { settingsCatalogue } from '../../shared/settings/catalogue.ts';
import { commands } from '../../main/cli/commands.ts';
import { run, temporaryFolder } from './support.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');

type Example = { command: string; argv: string[]; exitCode: number; expected: unknown };

/** `$ tandem-lab …` lines of the console blocks, each with the JSON that follows it; `# exit 1` names another exit code. */
function examplesOf(text: string): Example[] {
  const blocks = [...text.matchAll(/^```console\n(.*?)^```/gms)].map(([, block]) => block!);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((example) => {
        const [line = '', ...answer] = example.split('\n');
        const [, command = '', code = '0'] = /^tandem-lab (.*?)(?:\s+# exit (\d))?$/.exec(line) ?? [];
        const argv = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
          ([, one, two, plain]) => one ?? two ?? plain!,
        );
        return { command, argv, exitCode: Number(code), expected: JSON.parse(answer.join('\n')) as unknown };
      }),
  );
}

/** Where the answer is not what the page shows; `…` stands for anything, also for further keys and entries. */
function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (expected === '…') return [];
  if (typeof expected === 'string' && expected.includes('…') && typeof actual === 'string') {
    const pattern = expected
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${pattern}$`, 's').test(actual) ? [] : [`${path}: ${actual} is not ${expected}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path}: is no list`];
    const isOpen = expected.at(-1) === '…';
    const shown = isOpen ? expected.slice(0, -1) : expected;
    if (actual.length < shown.length || (!isOpen && actual.length > shown.length))
      return [`${path}: has ${actual.length} entries`];
    return shown.flatMap((entry, index) => differences(entry, actual[index], `${path}/${index}`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: is no object`];
    const isOpen = Object.hasOwn(expected, '…');
    const shown = Object.entries(expected).filter(([key]) => key !== '…');
    const unshown = Object.keys(actual).filter((key) => !isOpen && !Object.hasOwn(expected, key));
    return [
      ...unshown.map((key) => `${path}/${key}: is not on the page`),
      ...shown.flatMap(([key, value]) =>
        Object.hasOwn(actual, key)
          ? differences(value, (actual as Record<string, unknown>)[key], `${path}/${key}`)
          : [`${path}/${key}: is missing`],
      ),
    ];
  }
  return Object.is(expected, actual) ? [] : [`${path}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`];
}

/** Rows of the page's tables by heading of their first column, each by the id in its first cell. */
const tables = new Map(
  [...page.matchAll(/^\| (.+?) *\|.*\|\n\| -.*\n((?:\|.*\n)+)/gm)].map(([, heading, body]) => [
    heading!,
    new Map(
      body!
        .trimEnd()
        .split('\n')
        .map((line) => {
          const [, id = '', ...cells] = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
          return [id.replaceAll('`', ''), cells.slice(0, -1)] as const;
        }),
    ),
  ]),
);
const rowsOf = (heading: string): Record<string, string[]> => Object.fromEntries(tables.get(heading) ?? []);

describe('docs/cli.md', () => {
  it('shows what its commands really answer', async () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    try {
      writeFileSync('broken.scenario.yaml', 'name: 7\nsurprise: true\n');
      writeFileSync(
        'hashes.csv',
        'Device Serial Number,Windows Product ID,Hardware Hash\r\nPF4KX0M1,,T0FIAQAAAAA=\r\nPF4KX0M2,,\r\n',
      );
      const wrong: string[] = [];
      for (const { command, argv, exitCode, expected } of examplesOf(page)) {
        const answer = await run(...argv);
        if (answer.exitCode !== exitCode)
          wrong.push(`${command}: exit ${answer.exitCode}, ${JSON.stringify(answer.json)}`);
        else wrong.push(...differences(expected, answer.json).map((difference) => `${command} → ${difference}`));
      }
      expect(wrong).toEqual([]);
    } finally {
      process.chdir(before);
    }
  });

  it('has an example and the usage of every command', () => {
    const shown = new Set(examplesOf(page).map(({ argv: [name] }) => name));
    expect(Object.keys(commands).filter((name) => !shown.has(name))).toEqual([]);
    for (const line of Object.values(commands).flatMap(({ usage }) => usage)) expect(page.split('\n')).toContain(line);
  });

  it('lists every reason, state, action and error as the catalogues have them', () => {
    const cells = (entries: [string, string[]][]) => Object.fromEntries(entries);
    expect(rowsOf('reason')).toEqual(cells(Object.entries(actionReasons).map(([id, meaning]) => [id, [meaning]])));
    expect(rowsOf('state')).toEqual(cells(Object.entries(actionStateLabels).map(([id, label]) => [id, [label]])));
    expect(rowsOf('code')).toEqual(
      cells(Object.entries(errors).map(([id, { exit, next }]) => [id, [String(exit), next]])),
    );
    expect(rowsOf('KIND')).toEqual(
      cells(
        actionKinds.map((kind) => {
          const { description, options } = remoteActions[kind];
          return [kind, [description, options.map(({ id }) => `\`${id}\``).join(' ') || '—']];
        }),
      ),
    );
  });

  it('lists every field of a device with whose knowledge it is', () => {
    const fields = deviceFields.fleet.map(({ id, knowledge, type, labels, unit }) => {
      const values =
        type === 'enum'
          ? Object.keys(labels ?? {})
              .map((value) => `\`${value}\``)
              .join(' ')
          : `${type}${unit ? `, ${unit}` : ''}`;
      return [id, [knowledgeLabels[knowledge], values]];
    });
    expect(rowsOf('field')).toEqual(Object.fromEntries(fields));
  });

  it('lists every setting with its values, everything that runs by hand, every fault, authority and wait', () => {
    const code = (value: string) => (value === '' ? '—' : `\`${value}\``);
    const settings = settingsCatalogue.map(({ id, area, target, values, normal, reach }) => {
      const known = values === 'text' ? 'text' : values.map(({ value }) => code(value)).join(' ');
      return [id, [area, target ?? '—', known, code(normal), code(reach)]];
    });
    expect(rowsOf('setting')).toEqual(Object.fromEntries(settings));
    expect(Object.keys(rowsOf('shows')).sort()).toEqual(
      [...new Set(settingsCatalogue.map(({ reach }) => reach))].sort(),
    );
    expect(rowsOf('what')).toEqual(
      Object.fromEntries(Object.entries(runNow).map(([id, { label, where }]) => [id, [label, where]])),
    );
    expect(rowsOf('fault')).toEqual(
      Object.fromEntries(
        faults.map(({ id, target, code: shown, title }) => [
          id,
          [target ?? 'site', shown === null ? '' : code(shown), title],
        ]),
      ),
    );
    expect(rowsOf('why')).toEqual(
      Object.fromEntries(Object.entries(authorityReasons).map(([id, meaning]) => [id, [meaning]])),
    );
    const waits = deviceFields.fleet.find(({ id }) => id === 'comanagementReason')!.labels!;
    expect(rowsOf('comanagementReason')).toEqual(
      Object.fromEntries(Object.entries(waits).map(([id, meaning]) => [id, [meaning]])),
    );
  });
});
