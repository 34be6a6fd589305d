import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root, overrideConfigFile: 'tools/config/eslint.config.mjs' });

/** The rules that this text breaks when it stands in an existing file of the simulation. */
async function brokenRules(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: resolve(root, 'main/simulation/kernel/draw.ts') });
  return result!.messages.map(({ ruleId }) => ruleId ?? 'parse error');
}

describe('lint of the simulation', () => {
  it.each([
    ['the clock', 'export const now: unknown = Date;', 'no-restricted-globals'],
    ['a timer', 'export const wait: unknown = setTimeout;', 'no-restricted-globals'],
    ['locale data', 'export const format: unknown = Intl;', 'no-restricted-globals'],
    ['ambient chance', 'export const chance = Math.random();', 'no-restricted-properties'],
    ['inexact arithmetic', 'export const root = Math.sqrt(2);', 'no-restricted-properties'],
    ['a power', 'export const power = 2 ** 0.5;', 'no-restricted-syntax'],
    ['the order of a locale', "export const order = 'a'.localeCompare('b');", 'no-restricted-properties'],
  ])('forbids %s', async (_, text, rule) => {
    expect(await brokenRules(text)).toContain(rule);
  });

  it('allows exact integer arithmetic', async () => {
    expect(await brokenRules('export const half = (n: number) => Math.floor(Math.imul(n, 3) / 2);')).toEqual([]);
  });
});
