import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const [, section = ''] = /^## Adding things\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(read('docs/architecture.md')) ?? [];
const rows = [...section.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)]
  .slice(2)
  .map(([, what, touch]) => ({ what: what!, touch: touch! }));

/** Where a row is proved, and the words there that prove it. */
type Proof = { in: string; by: string };
const main = 'tests/adding/adding.test.ts';
const renderer = 'tests/adding/adding.screen.test.ts';
const compiler = 'tests/adding/compiles.test.ts';
/** A row is proved by entries that tests register, by the compiler, or by a test that holds all entries to it. */
const proofs: Readonly<Record<string, readonly Proof[]>> = {
  'a remote action': [
    { in: 'tests/actions/new-action.test.ts', by: 'make it an order' },
    { in: 'tests/actions/new-action.screen.test.ts', by: 'makes a button of the device page' },
    { in: compiler, by: 'a remote action' },
  ],
  'something that happens': [
    { in: compiler, by: 'something that happens' },
    { in: 'tests/files/upgrade.test.ts', by: 'has its written rank' },
  ],
  'a view': [
    { in: main, by: 'an input and a view' },
    { in: compiler, by: 'a view without its rule' },
  ],
  'an input': [
    { in: main, by: 'an input and a view' },
    { in: compiler, by: 'an input without its rule' },
  ],
  'a request of the window alone': [{ in: compiler, by: 'without its handler' }],
  'a setting': [
    { in: main, by: "describe('a setting'" },
    { in: renderer, by: "describe('a setting'" },
  ],
  'a fault': [
    { in: main, by: "describe('a fault'" },
    { in: renderer, by: "describe('a fault'" },
  ],
  'an activity': [
    { in: main, by: "describe('an activity'" },
    { in: renderer, by: "describe('an activity'" },
    { in: compiler, by: 'an activity without its sentence' },
  ],
  'a log, or lines of one': [
    { in: main, by: "describe('a log, and a line of it'" },
    { in: compiler, by: 'which logs tell it' },
  ],
  'a screen': [
    { in: renderer, by: "describe('a screen'" },
    { in: compiler, by: 'a screen without its component' },
  ],
  'a database column': [{ in: 'tests/db/schema-snapshot.test.ts', by: 'the reviewed snapshot' }],
  'a bundled scenario on the same company': [{ in: 'tests/scenario/scenario.test.ts', by: 'wholeScenario' }],
};
/** Why nobody registers one in a test. */
const reasons: Readonly<Record<string, string>> = {
  'a column of a list':
    'its SQL reads a column of a table, which no test adds; every field is asked in tests/devices/list.test.ts',
  'a step on the way to co-management': 'it is several of the other rows, and a plan that only a person can write',
  'something to trigger at a device':
    'the two tables are keyed by the same catalogue, so the compiler asks for the rule',
  'a table that rules write': 'a table needs a migration, and its snapshot is under review',
  'a tutorial to follow': 'it is data alone: tests/walks/data.test.ts holds it together, and the player plays it',
  'anything that changes what the same inputs give': 'the golden records say that it is so',
};

describe('the table “Adding things” of docs/architecture.md', () => {
  it('has a test or a reason for each of its rows, and these for no other', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(({ what }) => what).sort()).toEqual([...Object.keys(proofs), ...Object.keys(reasons)].sort());
  });

  it.each(rows)('names only what is there: $what', ({ touch }) => {
    const paths = [...touch.matchAll(/`([^`]+)`/g)]
      .flatMap(([, name]) => name!.split(' '))
      .filter((name) => name.includes('/'));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(Object.entries(proofs))('is proved for %s', (_what, of) => {
    for (const { in: path, by } of of) expect(read(path), path).toContain(by);
  });
});
