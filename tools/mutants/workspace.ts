import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { draw } from '../../main/simulation/kernel/draw.ts';
import { mutantsOf, type Mutant } from './candidates.ts';
import { instrumented, type Numbered } from './instrument.ts';

export const root = resolve(import.meta.dirname, '../..');
export const kept = join(root, '.cache/mutants');
/** A checkout with the sample in it, beside which the real one stays as it is. */
export const copy = join(kept, 'copy');

const mutated = 'main/{simulation,lab}/**/*.ts';
const parts = ['main', 'shared', 'renderer', 'tests', 'tools', 'resources', 'docs', 'package.json', 'tsconfig.json'];

/** `texts` are the hashes of the sources by file: whether a verdict is still about the same text. */
export type Sample = { mutants: Numbered[]; candidates: number; texts: Record<string, string> };

const hashOf = (...texts: string[]): string => createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);

/**
 * `count` of all changes, each as likely as any other; the same for the same sources and seed, and almost the same for sources
 * that are almost the same: whether a change is drawn depends on nothing but itself and the seed.
 */
export function sampleOf(seed: number, count: number, under: string): Sample {
  const files = globSync(mutated, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.startsWith(under))
    .sort();
  const sources = files.map((file): [string, string] => [file, readFileSync(join(root, file), 'utf8')]);
  const all = sources.flatMap(([file, text]) => mutantsOf(file, text));
  const chosen = all
    .map((mutant): [Mutant, number] => [mutant, draw(seed, `mutant ${mutant.id}`, 0, 0)])
    .sort(([, a], [, b]) => a - b)
    .slice(0, count)
    .map(([mutant], index): Numbered => ({ ...mutant, number: index + 1 }));
  return {
    mutants: chosen,
    candidates: all.length,
    texts: Object.fromEntries(sources.map(([file, text]) => [file, hashOf(text)])),
  };
}

/** Of everything that a run of the tests reads, and of the places it looks at. */
export function hashOfEverything({ mutants }: Sample): string {
  const files = globSync(
    ['{main,shared,renderer,tests,tools}/**/*.{ts,mjs,json,svelte}', 'resources/**/*', 'docs/*.md'],
    {
      cwd: root,
      withFileTypes: true,
    },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return hashOf(...files.map((file) => readFileSync(file, 'utf8')), ...mutants.map(({ id }) => id));
}

const config = `import base from './vitest.config.ts';
import { resolve } from 'node:path';
const named = (name) => base.test.projects.find(({ test }) => test.name === name);
const unit = named('unit');
unit.test.setupFiles = [resolve(import.meta.dirname, '../mutants/reached.ts')];
// What holds the sources against their records, or is of the set-up alone.
unit.test.exclude.push('tests/setup/**', 'tests/tools/**', 'tests/adding/**');
export default { root: base.root, test: { projects: [unit, named('golden')] } };
`;

/** Writes the copy with every mutant of the sample in it. */
export function writeCopy({ mutants }: Sample): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const file of new Set(mutants.map((mutant) => mutant.file)))
    writeFileSync(
      join(copy, file),
      instrumented(
        readFileSync(join(root, file), 'utf8'),
        mutants.filter((mutant) => mutant.file === file),
      ),
    );
  writeFileSync(join(copy, 'tools/config/mutants.config.ts'), config);
}
