import { describe, expect, it } from 'vitest';
import type { Change } from '../../main/simulation/kernel/change.ts';
import { runShell } from '../../main/simulation/desktop/index.ts';
import type { ActionRow } from '../../main/rows/actions.ts';
import { buildFacts, wednesdayMorning as now } from '../support/device-facts.ts';

const restartIn = (seconds: number, subjectId = 0): Change => ({
  do: 'queue',
  dueAt: now + seconds,
  kind: 'restartBegins',
  deviceId: 7,
  subjectId,
});

describe('shutdown', () => {
  it.each([
    ['shutdown /r', 30],
    ['shutdown /r /t 0', 0],
    ['SHUTDOWN -R -T 600 -F', 600],
    ['shutdown/r/t 5', 5],
    ['shutdown.exe /r /t 60 /c "Back in a minute"', 60],
    ['shutdown /g', 30],
  ])('%s queues a restart', (command, seconds) => {
    expect(runShell(buildFacts(), command, now)).toEqual({ stdout: '', exitCode: 0, changes: [restartIn(seconds)] });
  });

  it('refuses a second restart with the code of Windows', () => {
    expect(runShell(buildFacts({ queued: [restartIn(20)] }), 'shutdown /r', now)).toEqual({
      stdout: 'A system shutdown has already been scheduled.(1190)',
      exitCode: 1190,
      changes: [],
    });
  });

  it('takes a waiting restart back, and says so when there is none', () => {
    expect(runShell(buildFacts({ queued: [restartIn(20)] }), 'shutdown /a', now)).toEqual({
      stdout: '',
      exitCode: 0,
      changes: [{ do: 'unqueue', kind: 'restartBegins', deviceId: 7, subjectId: 0 }],
    });
    expect(runShell(buildFacts(), 'shutdown /a', now)).toMatchObject({ exitCode: 1116, changes: [] });
  });

  it('leaves Intune’s restart to Intune', () => {
    const set = { waiting: [{ id: 4 } as ActionRow], queued: [restartIn(200, 4)] };
    expect(runShell(buildFacts(set), 'shutdown /a', now)).toMatchObject({ exitCode: 5, changes: [] });
    expect(runShell(buildFacts(set), 'shutdown /r', now)).toMatchObject({ exitCode: 1190, changes: [] });
  });

  it.each(['/s', '/p', '/h', '/l', '/i', '/sg', '/s /t 0', '/s /f'])('refuses %s with a reason', (option) => {
    const { stdout, exitCode, changes } = runShell(buildFacts(), `shutdown ${option}`, now);
    expect(stdout).toMatch(/^Refused: .{20,}/);
    expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
  });

  it.each(['/t 5', '/r /t', '/r /t -1', '/r /t ten', '/r /t 999999999', '/x', 'now', '/r /a', '/a /t 5'])(
    'shows its usage for %s',
    (option) => {
      const { stdout, exitCode, changes } = runShell(buildFacts(), `shutdown ${option}`, now);
      expect(stdout).toMatch(/^Usage: shutdown/);
      expect({ exitCode, changes }).toEqual({ exitCode: 87, changes: [] });
    },
  );

  it('does not reach other devices', () => {
    expect(runShell(buildFacts(), 'shutdown /m \\\\other /r', now)).toMatchObject({ exitCode: 5, changes: [] });
  });
});
