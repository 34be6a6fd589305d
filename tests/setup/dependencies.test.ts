import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dependencyFault } from '../../tools/setup/runtime/dependencies.mjs';
import { temporaryFolder } from './temporary-folder.ts';

type Entry = { version: string; integrity?: string; optional?: boolean };
const zod: Entry = { version: '4.0.0', integrity: 'sha512-zod' };
const addonForMac: Entry = { version: '1.0.0', optional: true };

/** A project whose lock asks for some packages and whose node_modules says it holds some. */
function project(wanted: Record<string, Entry>, installed: Record<string, Entry> | null) {
  const folder = temporaryFolder();
  const lock = (packages: Record<string, Entry>) =>
    JSON.stringify({
      packages: Object.fromEntries(Object.entries(packages).map(([name, entry]) => [`node_modules/${name}`, entry])),
    });
  writeFileSync(join(folder, 'package-lock.json'), lock(wanted));
  for (const name of Object.keys(installed ?? {})) {
    mkdirSync(join(folder, 'node_modules', name), { recursive: true });
    writeFileSync(join(folder, 'node_modules', name, 'package.json'), '{}');
  }
  if (installed) writeFileSync(join(folder, 'node_modules/.package-lock.json'), lock(installed));
  return folder;
}

describe('dependencyFault', () => {
  it('finds nothing wrong with what the lock asks for, other platforms’ parts aside', () => {
    expect(dependencyFault(project({ zod, addonForMac }, { zod }))).toBeNull();
  });

  it('notices that nothing is installed', () => {
    expect(dependencyFault(project({ zod }, null))).toBe('there are none yet');
  });

  it('notices an installation that did not finish', () => {
    const folder = project({ zod }, { zod });
    rmSync(join(folder, 'node_modules/.package-lock.json'));
    expect(dependencyFault(folder)).toBe('an earlier installation did not finish');
  });

  it.each([
    ['a newer version in the lock', { zod: { version: '4.1.0' } }, { zod }, 'zod changed to 4.1.0'],
    [
      'another content under the same version',
      { zod: { ...zod, integrity: 'sha512-other' } },
      { zod },
      'zod changed to 4.0.0',
    ],
    ['a package that was added', { zod, yaml: { version: '2.0.0' } }, { zod }, 'yaml is missing'],
    ['a package that was dropped', { zod }, { zod, yaml: { version: '2.0.0' } }, 'yaml is no longer used'],
  ])('notices %s', (_, wanted: Record<string, Entry>, installed: Record<string, Entry>, fault) => {
    expect(dependencyFault(project(wanted, installed))).toBe(fault);
  });

  it('notices a package whose files were deleted', () => {
    const folder = project({ zod }, { zod });
    rmSync(join(folder, 'node_modules/zod'), { recursive: true });
    expect(dependencyFault(folder)).toBe('zod is incomplete');
  });
});
