import { describe, expect, it } from 'vitest';
import { installableNames, installLine, missingPackages, prepareSystem } from '../../tools/setup/runtime/system.mjs';
import { setUpFailure } from './set-up-failure.ts';

type Answers = { installed?: string[]; known?: string[]; installCode?: number };

/** A system that has some packages installed and knows some names, and notes what it was asked to do. */
function systemWith({ installed = [], known = [], installCode = 0 }: Answers) {
  const calls: string[] = [];
  const run = (command: string, args: string[]) => {
    if (command.startsWith('apt-get')) calls.push([command, ...args].join(' '));
    const stdout =
      command === 'dpkg-query'
        ? installed.map((name) => `${name} installed\n`).join('')
        : command === 'apt-cache'
          ? known.map((name) => `${name}:\n  Installed: (none)\n  Candidate: 1.0\n  Version table:\n`).join('')
          : '';
    const code = args.includes('install') ? installCode : 0;
    return Promise.resolve({ code, stdout, stderr: code ? 'E: no space left' : '' });
  };
  return { run, calls };
}

describe('missingPackages', () => {
  it('lists what is not installed', async () => {
    const { run } = systemWith({ installed: ['libnss3'] });
    expect(await missingPackages(['libnss3', 'libgbm1'], run)).toEqual(['libgbm1']);
  });

  it('takes the renamed library for the same one', async () => {
    const { run } = systemWith({ installed: ['libgtk-3-0t64', 'libasound2'] });
    expect(await missingPackages(['libgtk-3-0', 'libasound2', 'libcups2'], run)).toEqual(['libcups2']);
  });

  it('does not count a package that was removed but left its settings', async () => {
    const run = () => Promise.resolve({ code: 0, stdout: 'xvfb config-files\n', stderr: '' });
    expect(await missingPackages(['xvfb'], run)).toEqual(['xvfb']);
  });
});

describe('installableNames', () => {
  it('asks for the new name where the system has it', async () => {
    const { run } = systemWith({ known: ['libasound2t64'] });
    expect(await installableNames(['libnss3', 'libasound2', 'libcups2'], run)).toEqual([
      'libnss3',
      'libasound2t64',
      'libcups2',
    ]);
  });

  it('ignores a name that the system only mentions', async () => {
    const run = () =>
      Promise.resolve({ code: 0, stdout: 'libasound2t64:\n  Installed: (none)\n  Candidate: (none)\n', stderr: '' });
    expect(await installableNames(['libasound2'], run)).toEqual(['libasound2']);
  });
});

describe('installLine', () => {
  it('is one line that can be pasted', () => {
    expect(installLine(['libnss3', 'xvfb'])).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 xvfb',
    );
  });
});

describe.runIf(process.platform === 'linux')('prepareSystem', () => {
  const purpose = 'to show a window';

  it('does nothing when everything is there', async () => {
    const { run, calls } = systemWith({ installed: ['libnss3'] });
    await prepareSystem(['libnss3'], { purpose, isRoot: true, run });
    expect(calls).toEqual([]);
  });

  it('updates the lists before it installs what is missing', async () => {
    const { run, calls } = systemWith({ installed: ['libnss3'], known: ['libasound2t64'] });
    await prepareSystem(['libnss3', 'libasound2', 'xvfb'], { purpose, isRoot: true, run });
    expect(calls).toEqual(['apt-get update -qq', 'apt-get install -y -qq --no-install-recommends libasound2t64 xvfb']);
  });

  it('touches nothing without root rights and tells the exact line', async () => {
    const { run, calls } = systemWith({ known: ['libasound2t64'] });
    const work = prepareSystem(['libasound2', 'xvfb'], { purpose, isRoot: false, run });
    const { message, next } = await setUpFailure(work);
    expect(message).toBe('This system lacks 2 packages to show a window: libasound2t64 xvfb.');
    expect(next).toContain(installLine(['libasound2t64', 'xvfb']));
    expect(calls).toEqual([]);
  });

  it('repeats what apt-get complained about', async () => {
    const { run } = systemWith({ installCode: 100 });
    await expect(prepareSystem(['xvfb'], { purpose, isRoot: true, run })).rejects.toThrow('no space left');
  });
});
