import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import config from '../../tools/config/dependency-cruiser.mjs';
import { temporaryFolder } from './temporary-folder.ts';

const root = resolve(import.meta.dirname, '../..');

/** Builds a house of the given files and returns the names of the walls that they break through. */
async function brokenWalls(files: Record<string, string>): Promise<string[]> {
  const base = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), content);
  }
  symlinkSync(join(root, 'node_modules'), join(base, 'node_modules'));
  symlinkSync(join(root, 'package.json'), join(base, 'package.json'));
  const rooms = [...new Set(Object.keys(files).map((path) => path.split('/')[0]!))];
  const { output } = await cruise(rooms, {
    ...config.options,
    ruleSet: { forbidden: config.forbidden ?? [] },
    validate: true,
    baseDir: base,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name).sort();
}

const nothing = 'export const nothing = 0;\n';
const importing = (path: string) => `import { nothing } from '${path}';\nexport const something = nothing;\n`;

describe('the walls', () => {
  it('let every drawn arrow through', async () => {
    const files = {
      'renderer/screens/a.ts': importing('../state/b.ts'),
      'renderer/state/b.ts': `export * from '../api/c.ts';\n`,
      'renderer/api/c.ts': nothing,
      'main/lab/d.ts': `${importing('../simulation/e.ts')}import '../db/f.ts';\n`,
      'main/simulation/e.ts': nothing,
      'main/db/f.ts': `import Database from 'better-sqlite3';\nexport const f = Database;\n`,
      'main/app/window.ts': `import { app } from 'electron';\nexport const a = app;\n`,
      'tools/cli/g.ts': `import '../../main/lab/d.ts';\n`,
    };
    expect(await brokenWalls(files)).toEqual([]);
  });

  it.each([
    ['renderer-not-main', 'renderer/state/a.ts', '../../main/lab/b.ts', 'main/lab/b.ts'],
    ['main-not-renderer', 'main/lab/a.ts', '../../renderer/b.ts', 'renderer/b.ts'],
    ['simulation-is-pure', 'main/simulation/a.ts', '../db/b.ts', 'main/db/b.ts'],
    ['ipc-asks-the-lab', 'main/ipc/a.ts', '../db/b.ts', 'main/db/b.ts'],
    ['cli-uses-the-lab', 'tools/cli/a.ts', '../../main/db/b.ts', 'main/db/b.ts'],
    ['ui-parts-know-no-domain', 'renderer/components/ui/a.ts', '../device/b.ts', 'renderer/components/device/b.ts'],
    ['components-get-props', 'renderer/components/device/a.ts', '../../state/b.ts', 'renderer/state/b.ts'],
    ['preload-is-a-transport', 'main/preload/a.ts', '../lab/b.ts', 'main/lab/b.ts'],
  ])('%s stops %s', async (wall, from, path, to) => {
    expect(await brokenWalls({ [from]: importing(path), [to]: nothing })).toContain(wall);
  });

  it.each([
    ['electron-at-the-edge', 'main/lab/a.ts', 'electron'],
    ['electron-at-the-edge', 'renderer/state/a.ts', 'electron'],
    ['sqlite-in-db', 'main/lab/a.ts', 'better-sqlite3'],
    ['simulation-is-pure', 'main/simulation/a.ts', 'node:fs'],
    ['no-node-in-the-renderer', 'renderer/state/a.ts', 'node:fs'],
    ['shared-is-shared-and-zod', 'shared/a.ts', 'yaml'],
  ])('%s keeps %s from %s', async (wall, from, name) => {
    expect(await brokenWalls({ [from]: `import * as it from '${name}';\nexport const a = it;\n` })).toContain(wall);
  });

  it('notices a cycle', async () => {
    const files = { 'shared/a.ts': importing('./b.ts'), 'shared/b.ts': `import './a.ts';\n${nothing}` };
    expect(await brokenWalls(files)).toContain('no-cycles');
  });
});
