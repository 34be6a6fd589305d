import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { configOf, foundations, rooms, svelteRoom } from '../../tools/setup/types/rooms.mjs';
import { root } from '../../tools/setup/paths.mjs';

const lines = {
  page: 'export const page = document.title;',
  timer: 'export const timer = setTimeout(() => undefined, 1);',
  node: `import { readFileSync } from 'node:fs'; export const text = readFileSync('a', 'utf8');`,
  process: 'export const at = process.cwd();',
};
/** The lines that can stand in a room under its types. */
function possibleIn(room: string): string[] {
  const { options } = configOf(room);
  const files = new Map(Object.entries(lines).map(([name, line]) => [join(root, room, `line-${name}.ts`), line]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, how, ...more) => {
    const line = files.get(path);
    return line === undefined ? getSourceFile(path, how, ...more) : ts.createSourceFile(path, line, how);
  };
  host.fileExists = (path) => files.has(path) || fileExists(path);
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host });
  expect(program.getGlobalDiagnostics()).toEqual([]);
  return Object.keys(lines).filter((name) => {
    const file = program.getSourceFile(join(root, room, `line-${name}.ts`));
    return file !== undefined && program.getSemanticDiagnostics(file).length === 0;
  });
}

/** What exists where a room’s code runs. */
const exists: [room: string, what: (keyof typeof lines)[]][] = [
  ['shared', []],
  ['main/simulation', []],
  ['main', ['timer', 'node', 'process']],
  ['tools', ['timer', 'node', 'process']],
  ['renderer', ['page', 'timer']],
  ['tests', ['page', 'timer', 'node', 'process']],
];

describe('the types of a room', () => {
  it.each(exists)('in %s are those of %j', (room, what) => {
    expect(possibleIn(room)).toEqual(what);
  });

  it('are strict everywhere', () => {
    for (const [room] of exists) {
      expect(configOf(room).options).toMatchObject({
        strict: true,
        noUncheckedIndexedAccess: true,
        noImplicitOverride: true,
        erasableSyntaxOnly: true,
        verbatimModuleSyntax: true,
      });
    }
  });
});

it('a check holds only for the options that it was made under', () => {
  const optionsOf = (file: string): string[] => {
    const { config } = ts.readConfigFile(file, ts.sys.readFile) as { config: { extends?: string } };
    return [file, ...(config.extends === undefined ? [] : optionsOf(resolve(dirname(file), config.extends)))];
  };
  for (const { id } of [...rooms, svelteRoom])
    for (const file of optionsOf(join(root, id, 'tsconfig.json')))
      expect(foundations.map((path) => join(root, path))).toContain(file);
});

it('every source file is checked, and by one room only', () => {
  const checked = [...rooms, svelteRoom].flatMap(({ id }) => configOf(id).fileNames);
  expect(checked.filter((file, index) => checked.indexOf(file) !== index)).toEqual([]);
  const sources = ['main', 'renderer', 'shared', 'tools', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((file) => join(root, folder, String(file)))
      .filter((file) => /\.(ts|mts|mjs)$/.test(file)),
  );
  expect(sources.length).toBeGreaterThan(500);
  const known = new Set(checked);
  expect(sources.filter((file) => !known.has(file))).toEqual([]);
});
