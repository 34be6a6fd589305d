import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionKinds } from '../../shared/actions/words.ts';

const root = resolve(import.meta.dirname, '../..');
/** An action's own file and its carrier know what it is; everybody else asks catalogue and carrier. */
const own = 'main/simulation/actions/';
/** Commands of a terminal have words of their own: `reg delete`. */
const terminal = 'main/simulation/desktop/';

const sources = ['main', 'renderer', 'shared', 'tools'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => join(room, name).replaceAll('\\', '/')),
);
const kinds = actionKinds.join('|');
const asksForKind = new RegExp(`kind['"\\])]*\\s*(?:[!=]==?|=|<>)\\s*['"](?:${kinds})['"]|case ['"](?:${kinds})['"]:`);

describe('an action', () => {
  it('is asked for by its kind nowhere outside its own file and its carrier', () => {
    expect(sources.length).toBeGreaterThan(300);
    const asking = sources.filter(
      (path) =>
        !path.startsWith(own) && !path.startsWith(terminal) && asksForKind.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(asking).toEqual([]);
  });

  it.each([`if (order.kind === 'wipe')`, `kind !== 'sync' &&`, `w.kind = 'wipe'`, `details['kind'] === 'restart'`])(
    'would be found in %s',
    (text) => expect(asksForKind.test(text)).toBe(true),
  );
});
