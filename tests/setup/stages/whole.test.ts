import { describe, expect, it } from 'vitest';
import { isNoted, pageOf } from '../../../tools/setup/stages/whole.mjs';

const counts = { passed: 3, failed: 0, skipped: 0 };
const page = pageOf({
  ran: [
    { title: 'Unit tests', counts, seconds: 90 },
    { title: 'Windows', counts: { passed: 1, failed: 2, skipped: 1 }, seconds: 6 },
  ],
  hash: 'a'.repeat(64),
  at: new Date('2026-11-30T10:00:00Z'),
});

describe('the page of the last run of everything', () => {
  it('says what came of each stage and of all, failures too, and of which sources', () => {
    expect(page).toContain('| Unit tests | 3 | 0 | 0 | 1.5 |');
    expect(page).toContain('| Windows | 1 | 2 | 1 | 0.1 |');
    expect(page).toContain('**4 passed, 2 failed, 1 skipped**');
    expect(page).toContain('a'.repeat(64));
  });

  it('is about no sources but those it names', () => {
    expect(isNoted('0'.repeat(64))).toBe(false);
  });
});
