// Proves promises of docs/desktop.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { portableData } from '../../main/app/portable.ts';
import { labFolder } from '../support/build-lab.ts';

it('a program keeps its data beside itself where a file named portable stands, or where Windows’ portable build says so', () => {
  const folder = labFolder();
  const program = join(folder, 'tandem');
  expect(portableData(program, {})).toBeUndefined();
  expect(portableData(program, { PORTABLE_EXECUTABLE_DIR: '/stick' })).toBe(join('/stick', 'Tandem data'));
  writeFileSync(join(folder, 'portable'), '');
  expect(portableData(program, {})).toBe(join(folder, 'Tandem data'));
});
