import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ Notification: {} }));
const { JumpProgress } = await import('../../main/app/jump-progress.ts');

function start() {
  const shown: (number | null)[] = [];
  const told: string[] = [];
  const desktop = { nowMs: 0, isWatched: false };
  const jumps = new JumpProgress({
    showProgress: (part) => shown.push(part),
    isWatched: () => desktop.isWatched,
    notify: (title) => told.push(title),
    nowMs: () => desktop.nowMs,
  });
  const jump = (lastsMs: number): void => {
    jumps.hear('jump-progress', { from: 100, now: 150, to: 300, events: 1 });
    desktop.nowMs += lastsMs;
    jumps.hear('clock-changed', { now: 300, speed: 0, isJumping: true });
    jumps.hear('clock-changed', { now: 300, speed: 0, isJumping: false });
  };
  return { jumps, jump, shown, told, desktop };
}

describe('JumpProgress', () => {
  it('shows how far a jump is, and takes it away at the end', () => {
    const { jump, shown, jumps } = start();
    jump(5);
    expect(shown).toEqual([0.25, null]);
    jumps.hear('clock-changed', { now: 300, speed: 60, isJumping: false });
    expect(shown).toHaveLength(2);
  });

  it.each([
    [10_000, false, 0],
    [10_001, false, 1],
    [10_001, true, 0],
  ])('after %i ms, watched %s, tells %i times', (lastsMs, isWatched, times) => {
    const { jump, told, desktop } = start();
    desktop.isWatched = isWatched;
    jump(lastsMs);
    expect(told).toHaveLength(times);
  });

  it('ends with the lab', () => {
    const { jumps, shown } = start();
    jumps.hear('jump-progress', { from: 0, now: 0, to: 0, events: 0 });
    jumps.hear('lab-replaced', { lab: null });
    expect(shown).toEqual([0, null]);
  });
});
