import type { Change, SiteFacts } from '../change.ts';

export const gatewayDeploys = (_site: SiteFacts, _subject: number, _now: number): Change[] => [];
