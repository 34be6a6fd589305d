import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { mutantsOf } from '../../tools/mutants/candidates.ts';
import { groupsOf, judge } from '../../tools/mutants/groups.ts';
import { instrumented, type Numbered } from '../../tools/mutants/instrument.ts';
import { sampleOf } from '../../tools/mutants/workspace.ts';

const source = `type Level = 1 | 2;
const limits: { 3: number; most: number } = { 3: 0, most: 40 };
const told: string[] = [];
function tell(what: string): void {
  told.push(what);
}
export function run(age: number, names: readonly string[]): unknown {
  const level: Level = age >= limits.most && names.length > 0 ? 2 : 1;
  if (names.includes('x')) tell('x' + age);
  return [level, [...names, age * 2], told, age === 40];
}
`;
const mutants = mutantsOf('rule.ts', source);
const folder = mkdtempSync(join(tmpdir(), 'tandem-mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const numbered = mutants.map((mutant, index): Numbered => ({ ...mutant, number: index + 1 }));
writeFileSync(
  join(folder, 'rule.mts'),
  `${instrumented(source, numbered)}\nconsole.log(JSON.stringify([run(40, ['x']), [...globalThis.__mutants.reached]]));`,
);
const answerOf = (mutant: number): [answer: unknown, reached: number[]] =>
  JSON.parse(
    execFileSync(process.execPath, [join(folder, 'rule.mts')], {
      encoding: 'utf8',
      env: { ...process.env, TANDEM_MUTANTS: String(mutant) },
    }),
  ) as [unknown, number[]];

describe('mutants', () => {
  it('are boundaries, equalities, arithmetic, logic, numbers, conditions and effects, but no types, keys or texts', () => {
    expect(mutants.map(({ line, what, before, after }) => [line, what, before, after])).toEqual([
      [2, 'number', '0', '1'],
      [2, 'number', '40', '41'],
      [5, 'effect', 'told.push(what);', ''],
      [8, 'logic', 'age >= limits.most && names.length > 0', '(age >= limits.most) || (names.length > 0)'],
      [8, 'boundary', 'age >= limits.most', '(age) > (limits.most)'],
      [8, 'boundary', 'names.length > 0', '(names.length) >= (0)'],
      [8, 'number', '0', '1'],
      [8, 'number', '2', '3'],
      [8, 'number', '1', '2'],
      [9, 'condition', "names.includes('x')", "!(names.includes('x'))"],
      [9, 'effect', "tell('x' + age);", ''],
      [10, 'effect', 'names', '[]'],
      [10, 'arithmetic', 'age * 2', '(age) / (2)'],
      [10, 'number', '2', '3'],
      [10, 'equality', 'age === 40', '(age) !== (40)'],
      [10, 'number', '40', '41'],
    ]);
  });

  it('lie in one text, of which a run takes one or none and tells which places it reached', () => {
    const plain = [2, ['x', 80], ['x40'], true];
    expect(answerOf(0)[0]).toEqual(plain);
    // All but the number that only the other branch has.
    expect(answerOf(0)[1].toSorted((a, b) => a - b)).toEqual(
      numbered.map(({ number }) => number).filter((n) => n !== 9),
    );
    const answers = numbered.map(({ number }) => answerOf(number)[0]);
    expect(answers[1]).toEqual([1, ['x', 80], ['x40'], true]);
    expect(answers[2]).toEqual([2, ['x', 80], [], true]);
    expect(answers[4]).toEqual([1, ['x', 80], ['x40'], true]);
    expect(answers[11]).toEqual([2, [80], ['x40'], true]);
    expect(answers[12]).toEqual([2, ['x', 20], ['x40'], true]);
    expect(answers[14]).toEqual([2, ['x', 80], ['x40'], false]);
  });

  it('are drawn by a seed, the same for the same sources', () => {
    const one = sampleOf(7, 30, 'main/simulation/kernel/');
    expect(one.mutants).toHaveLength(30);
    expect(sampleOf(7, 30, 'main/simulation/kernel/')).toEqual(one);
    expect(sampleOf(8, 30, 'main/simulation/kernel/').mutants).not.toEqual(one.mutants);
    expect(new Set(one.mutants.map(({ id }) => id)).size).toBe(30);
  });

  it('are the same ones after a change elsewhere in their source', () => {
    const ids = (text: string): string[] => mutantsOf('rule.ts', text).map(({ id }) => id);
    const more = source.replace('told.push(what);', "told.push(what);\n  told.push('and more');");
    expect(ids(more).filter((id) => !ids(source).includes(id))).toHaveLength(1);
    expect(ids(source).filter((id) => !ids(more).includes(id))).toEqual([]);
    expect(new Set(ids(source)).size).toBe(mutants.length);
  });

  it('are told apart by halves where several were tried together, never two of one file', async () => {
    const some = ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((file, index): Numbered => ({
      ...mutants[0]!,
      file,
      number: index + 1,
    }));
    const groups = groupsOf(some);
    expect(groups.map((group) => group.map(({ number }) => number))).toEqual([
      [1, 3, 4, 5, 6, 7],
      [2, 8, 9],
    ]);
    const verdicts = new Map<number, string | null>();
    let runs = 0;
    for (const group of groups)
      await judge(
        group,
        (tried) => {
          runs += 1;
          const noticed = tried.find(({ number }) => number === 4 || number === 7);
          return Promise.resolve(noticed && `test of ${noticed.number}`);
        },
        ({ number }, killer) => verdicts.set(number, killer),
      );
    expect([...verdicts].sort(([a], [b]) => a - b)).toEqual(
      some.map(({ number }) => [number, number === 4 || number === 7 ? `test of ${number}` : null]),
    );
    expect(runs).toBe(8);
  });
});
