import type { Change, SiteFacts } from '../change.ts';

export const upload = (_site: SiteFacts, _subject: number, _now: number): Change[] => [];
export const uploadVisible = (_site: SiteFacts, _subject: number, _now: number): Change[] => [];
export const detachCompletes = (_site: SiteFacts, _subject: number, _now: number): Change[] => [];
