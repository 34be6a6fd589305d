import type { Change, Facts } from '../change.ts';

export const planJoin = (_facts: Facts, _now: number): Change[] => [];
export const joinTask = (_facts: Facts, _subject: number, _now: number): Change[] => [];
export const entraSync = (_facts: Facts, _subject: number, _now: number): Change[] => [];
