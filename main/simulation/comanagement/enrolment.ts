import type { Change, Facts } from '../change.ts';

export const planEnrolment = (_facts: Facts, _now: number): Change[] => [];
export const enrollAttempt = (_facts: Facts, _subject: number, _now: number): Change[] => [];
