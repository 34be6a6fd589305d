import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import config from '../../tools/config/dependency-cruiser.mjs';
import { orders, screenFiles, unplaced } from '../../tools/config/walls.mjs';
import { screens } from '../../shared/screens.ts';
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
      'renderer/home/a.svelte.ts': `${importing('../parts/b.ts')}import '../clock/part.ts';\n`,
      'renderer/clock/part.ts': nothing,
      'renderer/parts/b.ts': `export * from '../api/c.ts';\n`,
      'renderer/api/c.ts': nothing,
      'main/lab/d.ts': `${importing('../simulation/actions/e.ts')}import '../db/f.ts';\n`,
      'main/simulation/actions/e.ts': importing('../enrollment/f.ts'),
      'main/simulation/enrollment/f.ts': importing('../kernel/g.ts'),
      'main/simulation/kernel/g.ts': importing('../../../shared/devices/h.ts'),
      'shared/devices/h.ts': importing('../actions/i.ts'),
      'shared/actions/i.ts': importing('../contract/j.ts'),
      'shared/contract/j.ts': nothing,
      'main/db/f.ts': `import Database from 'better-sqlite3';\nexport const f = Database;\n`,
      'main/app/window.ts': `import { app } from 'electron';\nexport const a = app;\n`,
      'main/cli/g.ts': `import '../lab/d.ts';\n`,
    };
    expect(await brokenWalls(files)).toEqual([]);
  });

  it.each([
    ['below renderer', 'renderer/home/a.ts', 'main/lab/b.ts'],
    ['below main', 'main/lab/a.ts', 'renderer/home/b.ts'],
    ['below main', 'main/index.ts', 'tools/setup/b.ts'],
    ['below main', 'main/cli/a.ts', 'tests/support/b.ts'],
    ['below main/lab', 'main/lab/a.ts', 'main/workers/b.ts'],
    ['below main/simulation', 'main/simulation/kernel/a.ts', 'main/db/b.ts'],
    ['below main/simulation/kernel', 'main/simulation/kernel/a.ts', 'main/simulation/site/b.ts'],
    ['below main/simulation/enrollment', 'main/simulation/enrollment/a.ts', 'main/simulation/autopilot/b.ts'],
    ['below main/simulation/comanagement', 'main/simulation/comanagement/a.ts', 'main/simulation/contact/b.ts'],
    ['below main/simulation/actions', 'main/simulation/actions/a.ts', 'main/simulation/collections/b.ts'],
    ['below main/simulation/triggers', 'main/simulation/triggers/a.ts', 'main/simulation/work.ts'],
    ['below main/lab/engine', 'main/lab/engine/a.ts', 'main/lab/collections/b.ts'],
    ['below main/lab/engine', 'main/lab/engine/a.ts', 'main/lab/journal/b.ts'],
    ['below main/lab/devices', 'main/lab/devices/a.ts', 'main/lab/settings/b.ts'],
    ['below main/lab/scenario', 'main/lab/scenario/a.ts', 'main/lab/journal/b.ts'],
    ['below shared/contract', 'shared/contract/a.ts', 'shared/devices/b.ts'],
    ['below shared/actions', 'shared/actions/a.ts', 'shared/activities/b.ts'],
    ['below renderer/ui', 'renderer/ui/a.ts', 'renderer/home/b.ts'],
    ['below renderer/parts', 'renderer/parts/a.ts', 'renderer/devices/list/b.ts'],
    ['below renderer/*', 'renderer/home/a.ts', 'renderer/frame/b.ts'],
    ['narrow main/ipc', 'main/ipc/a.ts', 'main/db/b.ts'],
    ['narrow main/cli', 'main/cli/a.ts', 'main/db/b.ts'],
    ['narrow main/preload', 'main/preload/a.ts', 'main/lab/b.ts'],
    ['views-and-inputs', 'main/lab/apps/views.ts', 'main/lab/apps/inputs.ts'],
    ['inputs-and-views', 'main/lab/apps/inputs.ts', 'main/lab/home/views.ts'],
    ['a-screen-is-nobodys-part', 'renderer/logs/a.ts', 'renderer/home/Home.svelte'],
    ['components-ask-nobody', 'renderer/logs/A.svelte', 'renderer/api/b.ts'],
  ])('%s stops %s at %s', async (wall, from, to) => {
    const path = relative(dirname(from), to).replaceAll('\\', '/');
    const text = importing(path.startsWith('.') ? path : `./${path}`);
    const files = { [from]: from.endsWith('.svelte') ? `<script lang="ts">\n${text}</script>\n` : text, [to]: nothing };
    expect(await brokenWalls(files)).toContain(wall);
  });

  it.each([
    ['keeps electron', 'main/lab/a.ts', 'electron'],
    ['keeps electron', 'renderer/home/a.ts', 'electron'],
    ['keeps electron', 'main/cli/a.ts', 'electron'],
    ['keeps better-sqlite3', 'main/lab/a.ts', 'better-sqlite3'],
    ['keeps node', 'renderer/home/a.ts', 'node:fs'],
    ['narrow main/simulation', 'main/simulation/kernel/a.ts', 'node:fs'],
    ['narrow shared', 'shared/time.ts', 'yaml'],
  ])('%s out of %s: %s', async (wall, from, name) => {
    expect(await brokenWalls({ [from]: `import * as it from '${name}';\nexport const a = it;\n` })).toContain(wall);
  });

  it('notices a cycle', async () => {
    const files = {
      'shared/contract/a.ts': importing('./b.ts'),
      'shared/contract/b.ts': `import './a.ts';\n${nothing}`,
    };
    expect(await brokenWalls(files)).toContain('no-cycles');
  });

  it.each(orders.filter(({ base }) => base !== ''))('every room of $base has its place', (order) => {
    const rooms = readdirSync(join(root, order.base)).filter((name) => !/^tsconfig|\.html$/.test(name));
    expect(unplaced(order, rooms)).toEqual([]);
    expect(order.levels.flat().filter((room) => room !== '*' && !rooms.includes(room))).toEqual([]);
  });

  it('knows every screen, and each is there', () => {
    expect(screenFiles.length).toBe(Object.keys(screens).length);
    for (const path of screenFiles) expect(existsSync(join(root, path)), path).toBe(true);
  });
});
