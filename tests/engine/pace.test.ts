// Proves promises of docs/reliability.md.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChunkBudget } from '../../main/lab/engine/budget.ts';
import { Pace } from '../../main/lab/engine/pace.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const failed = (error: unknown): never => {
  throw error;
};

test('the clock passes whole seconds at its speed, and loses no fraction', () => {
  const beats: number[] = [];
  const pace = new Pace((seconds) => (beats.push(seconds), 0), failed);
  pace.set(1);
  vi.advanceTimersByTime(10_000);
  expect(beats.reduce((sum, seconds) => sum + seconds, 0)).toBe(10);
  pace.set(600);
  beats.length = 0;
  vi.advanceTimersByTime(1000);
  expect(beats).toEqual([120, 120, 120, 120, 120]);
  pace.set(0);
  vi.advanceTimersByTime(60_000);
  expect(beats).toHaveLength(5);
});

test('the clock stands until it is set, and another speed takes the place of the one before', () => {
  const beats: number[] = [];
  const pace = new Pace((seconds) => (beats.push(seconds), 0), failed);
  expect(pace.speed).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(beats).toEqual([]);
  pace.set(600);
  vi.advanceTimersByTime(100);
  pace.set(60);
  vi.advanceTimersByTime(400);
  expect(beats).toEqual([12, 12]);
  pace.set(0);
});

test('what a beat did not get to is done by the next, which comes as soon as others were served', () => {
  const asked: number[] = [];
  const pace = new Pace((seconds) => (asked.push(seconds), Math.max(0, seconds - 50)), failed);
  pace.set(600);
  vi.advanceTimersByTime(200);
  expect(asked).toEqual([120]);
  // In these two milliseconds one more second passed.
  vi.advanceTimersByTime(2);
  expect(asked.slice(0, 3)).toEqual([120, 70, 21]);
  pace.set(0);
});

test('a world that costs more than it lasts owes five seconds of wall time at most', () => {
  const passed = performance.now.bind(performance);
  let workedMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => passed() + workedMs);
  const asked: number[] = [];
  const pace = new Pace((seconds) => {
    asked.push(seconds);
    workedMs += 60;
    return seconds - 1;
  }, failed);
  pace.set(600);
  vi.advanceTimersByTime(1000);
  expect(Math.max(...asked)).toBe(3000);
  pace.set(0);
});

test('a beat that sets another speed begins anew, and one that fails stops the clock', () => {
  const faults: unknown[] = [];
  const beats: number[] = [];
  const pace: Pace = new Pace(
    (seconds) => {
      beats.push(seconds);
      if (beats.length === 1) pace.set(1);
      if (beats.length === 3) throw new Error('a rule');
      return 0;
    },
    (error) => faults.push(error),
  );
  pace.set(600);
  vi.advanceTimersByTime(5000);
  expect(beats).toEqual([120, 1, 1]);
  expect(faults).toEqual([new Error('a rule')]);
  expect(pace.speed).toBe(0);
});

test('the budget of a chunk learns what committing costs, and counts only chunks that were full', () => {
  let now = 0;
  const budget = new ChunkBudget(250, () => now);
  const spend = (takes: (workMs: number) => number): number =>
    budget.spend((workMs) => {
      now += takes(workMs);
      return workMs;
    });
  expect(spend(() => 3)).toBe(125);
  expect(spend((workMs) => workMs + 150)).toBe(125);
  // Cheap commits do not make it forget the dear one among them at once, but in the end.
  expect(spend((workMs) => workMs + 10)).toBe(100);
  expect(spend((workMs) => workMs + 10)).toBe(115);
  for (let chunks = 0; chunks < 40; chunks += 1) spend((workMs) => workMs + 10);
  expect(spend((workMs) => workMs + 10)).toBeCloseTo(240);
  // One chunk that the disk held up leaves the next something to do.
  spend(() => 60_000);
  expect(spend(() => 1)).toBe(50);
});
