import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configuredFuses, fusesOf, wrongFuses } from '../../../tools/setup/packaging/fuses.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

const root = resolve(import.meta.dirname, '../../..');
const configured = configuredFuses(join(root, 'electron-builder.yml'));
/** A program as far as fuses are looked for in it: the mark, version, number of fuses and a letter each. */
function program(wire: string): string {
  const path = join(temporaryFolder(), 'tandem');
  const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  writeFileSync(path, Buffer.concat([Buffer.from(`code${mark}`), Buffer.from([1, wire.length]), Buffer.from(wire)]));
  return path;
}

describe('the fuses of a packaged program', () => {
  it('are the eight that are configured, in the order of the runtime', async () => {
    expect(Object.keys(configured)).toHaveLength(8);
    expect(wrongFuses(configured, await fusesOf(program('01001100')))).toEqual([]);
  });

  it('are named where they stand otherwise, or are not there', async () => {
    expect(wrongFuses(configured, await fusesOf(program('11001101')))).toEqual([
      'runAsNode should be off and is on',
      'grantFileProtocolExtraPrivileges should be off and is on',
    ]);
    expect(wrongFuses(configured, await fusesOf(program('0100110')))).toEqual([
      'grantFileProtocolExtraPrivileges should be off and is not there',
    ]);
    expect(wrongFuses(configured, await fusesOf(program('0r001100')))).toEqual([
      'enableCookieEncryption should be on and is not there',
    ]);
  });
});

it('checkout and packages carry the license', () => {
  expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toMatch(/^MIT License\n\nCopyright .* Tandem developers\n/);
  expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toContain('- from: LICENSE\n    to: LICENSE\n');
});
