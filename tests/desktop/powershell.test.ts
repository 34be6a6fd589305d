import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPowerShell } from '../../main/simulation/desktop/powershell/device.ts';
import { matches } from '../../main/simulation/desktop/powershell/values.ts';
import { runShell } from '../../main/simulation/desktop/index.ts';
import { giveInput } from '../../main/lab/door.ts';
import { stateHash } from '../../main/db/hash.ts';
import { buildLab, device, queued } from '../support/build-lab.ts';
import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';

const facts = buildFacts({});
const ps = (line: string) => runPowerShell(facts, line, wednesdayMorning);

describe('Windows PowerShell at a device', () => {
  it.each(['dsregcmd /status', 'ipconfig /all', 'gpupdate /force', 'whoami /user'])(
    'runs the program %s as cmd does',
    (line) => {
      const { stdout, changes } = runShell(facts, line, wednesdayMorning, true);
      expect(ps(line)).toMatchObject({ stdout, changes });
    },
  );

  it('has no command of cmd itself, and says so as PowerShell does', () => {
    expect(ps('ver').stdout).toContain("ver : The term 'ver' is not recognized as the name of a cmdlet");
    expect(ps('set').exitCode).toBe(1);
    expect(ps('hostname').stdout).toBe(facts.device.name);
  });

  it('keeps lines of what a program answers', () => {
    const { stdout } = ps('dsregcmd /status | Select-String AzureAdJoined');
    expect(stdout).toMatch(/^ *AzureAdJoined : (YES|NO)$/);
    expect(ps('dsregcmd /status | findstr DomainJoined').stdout.split('\n')).toHaveLength(1);
  });

  it('is asked for by its name, and what it does is done', () => {
    const lab = buildLab();
    const { name } = device(lab);
    const run = (command: string) => giveInput(lab, 'desktop.run', { deviceId: 1, command, shell: 'powershell' });
    expect(run('hostname')).toEqual({ stdout: name, exitCode: 0 });
    const before = stateHash(lab.db);
    expect(run('shutdown /r /t 120').exitCode).toBe(0);
    expect(stateHash(lab.db)).not.toEqual(before);
    expect(queued(lab)).toContain('restartBegins');
  });
});

describe('a pattern with stars', () => {
  it('means what a regular expression of it means', () => {
    const letters = (alphabet: readonly string[], most: number) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength: most }).map((found) => found.join(''));
    fc.assert(
      fc.property(letters(['a', 'B', '.', '*'], 6), letters(['A', 'b', '.'], 8), (pattern, text) => {
        const literal = pattern.split('*').map((part) => part.replaceAll('.', String.raw`\.`));
        expect(matches(pattern, text)).toBe(new RegExp(`^${literal.join('.*')}$`, 'i').test(text));
      }),
    );
  });

  it.each([
    ['in a row', '*'.repeat(500)],
    ['apart', '*e'.repeat(500)],
  ])('is answered at once, however many stars it has: %s', (_how, stars) => {
    // Tried one by one, the ways to fill so many stars outlast every clock.
    expect(matches(`${stars}x`, 'SyncCycleEnabled'.repeat(100))).toBe(false);
    expect(ps(`hostname | fl ${stars}x`).exitCode).toBe(0);
  });
});
