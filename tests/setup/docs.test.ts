import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orders } from '../../tools/config/walls.mjs';

const root = resolve(import.meta.dirname, '../..');
const pages = ['.', 'docs', 'main', 'renderer', 'resources', 'shared', 'tests', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('every page', () => {
  it.each(pages)('%s links only to what is there', (page) => {
    // What stands in code is no link.
    const text = read(page)
      .replace(/^```.*?^```/gms, '')
      .replace(/`[^`\n]*`/g, '');
    const targets = [...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, target]) => target!);
    const missing = targets
      .filter((target) => !/^[a-z][a-z0-9+.-]*:|^#/i.test(target))
      .filter((target) => !existsSync(join(root, dirname(page), decodeURI(target.replace(/#.*/, '')))));
    expect(missing).toEqual([]);
  });
});

describe('what a page says of the house', () => {
  /** In code: a path from the root of the repository, or from the page. */
  const named = (text: string): string[] =>
    [...text.matchAll(/`([^`\n]+)`/g)]
      .map(([, span]) => span!.replace(/^(?:node|npm run -s) /, ''))
      .filter((span) =>
        /^(?:main|renderer|shared|tests|tools|docs|resources)\/|^\w[\w./-]*\.(?:ts|mjs|svelte|sql|css)$/.test(span),
      );
  /** `<subject>` stands for each of them, `*` for whatever is there. */
  const isThere = (path: string): boolean =>
    /[<*]/.test(path)
      ? globSync(path.replaceAll(/<\w+>/g, '*'), { cwd: root }).length > 0
      : existsSync(join(root, path));
  /** What files of these names hold is said of every room. */
  const anywhere = ['words.ts', 'offers.ts', 'views.ts', 'inputs.ts', 'sql.ts', 'checks.ts'];

  it.each(pages)('%s names only files that are there', (page) => {
    const missing = named(read(page)).filter(
      (path) => !anywhere.includes(path) && !isThere(path) && !isThere(join(dirname(page), path)),
    );
    expect(missing).toEqual([]);
  });

  it('orders the rooms as the walls do', () => {
    const text = read('docs/architecture.md').replaceAll(/\s+>?\s*/g, ' ');
    for (const { levels } of orders.filter(({ base }) => base === 'main/simulation' || base === 'main/lab'))
      expect(text).toContain(levels.map((level) => level.join(', ')).join(' < '));
  });
});

describe('promises', () => {
  const pages = ['docs/reliability.md', 'docs/desktop.md'];
  const namedIn = (page: string): string[] =>
    [...read(page).matchAll(/`(tests\/[^`]+\.(?:test|spec)\.ts)`/g)].map(([, test]) => test!);
  const proofs = pages.flatMap((page) => namedIn(page).map((test) => [page, test] as const));

  it('have proofs', () => expect(proofs.length).toBeGreaterThan(30));
  it.each(proofs)('%s and %s name each other', (page, test) => expect(read(test).split('\n', 1)[0]).toContain(page));
});

describe('docs/decisions', () => {
  type Packages = Record<'dependencies' | 'devDependencies' | 'overrides', Record<string, string>>;
  const { dependencies, devDependencies, overrides } = JSON.parse(read('package.json')) as Packages;
  /** What stands in for a package of somebody else is asked for, too. */
  const standIns = Object.values(overrides).flatMap((wanted) => /^npm:(.+)@/.exec(wanted)?.[1] ?? []);
  const installed = [...Object.keys({ ...dependencies, ...devDependencies }), ...standIns];
  const [, table = ''] = /^## Dependencies\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(read('docs/decisions/README.md')) ?? [];
  const named = [...table.matchAll(/^\| (.+?) +\|/gm)]
    .slice(2)
    .flatMap(([, cell]) => cell!.split(','))
    .map((name) =>
      name
        .replace(/ \(.*\)/, '')
        .replaceAll(/[`\\]/g, '')
        .trim(),
    );
  const pattern = (name: string): RegExp =>
    new RegExp(`^${name.replace(/[.+?^${}()|[\]]/g, '\\$&').replaceAll('*', '.*')}$`);

  it('names every package that package.json asks for', () => {
    expect(installed.filter((name) => !named.some((known) => pattern(known).test(name)))).toEqual([]);
  });

  it('names no other', () => {
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((known) => !installed.some((name) => pattern(known).test(name)))).toEqual([]);
  });
});
