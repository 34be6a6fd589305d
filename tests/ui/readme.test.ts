import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../renderer/ui');
const parts = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.svelte'))
  .map((file) => basename(file, '.svelte'));

describe('renderer/ui/README.md', () => {
  it('tells of no part that is not there', () => {
    const named = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| ([A-Z][^|]*?) +\|/gm)].flatMap(
      ([, names]) => names!.split(', '),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !parts.includes(name))).toEqual([]);
  });
});
