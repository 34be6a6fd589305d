import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, expect } from 'vitest';

/** Runs in every test file of the run without a mutant: keeps which places of the sample it reached. */
const folder = process.env['TANDEM_REACHED'];
afterAll(() => {
  if (folder === undefined) return;
  const { reached } = (globalThis as unknown as { __mutants?: { reached: Set<number> } }).__mutants ?? {
    reached: new Set<number>(),
  };
  mkdirSync(folder, { recursive: true });
  const { testPath } = expect.getState();
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify({ test: testPath, reached: [...reached] }));
});
