import type { Change, SiteFacts } from '../change.ts';

export const collectionRefresh = (_site: SiteFacts, _subject: number, _now: number): Change[] => [];
export const cloudSync = (_site: SiteFacts, _subject: number, _now: number): Change[] => [];
