import type { Change, Facts } from '../change.ts';

export const outOfBox = (_facts: Facts, _subject: number, _now: number): Change[] => [];
export const clientInstall = (_facts: Facts, _subject: number, _now: number): Change[] => [];
