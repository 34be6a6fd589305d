import { formatDuration } from '../../shared/time.ts';
import type { LedgerEntry } from '../../shared/labs/views.ts';

/** The wait in the words of a person: one duration when all were alike, else the range. */
export function waitedText({ waitedSeconds: { min, max } }: LedgerEntry): string {
  return min === max ? `Waited ${formatDuration(max)}` : `Waited ${formatDuration(min)} to ${formatDuration(max)}`;
}

/**
 * “A Sync would have saved 7 h 35 min”, or null when nothing an administrator can do would have helped. The lab names the
 * means with or without its “would have”.
 */
export function savedText({ shortenedBy, savedSeconds }: LedgerEntry): string | null {
  if (shortenedBy === null) return null;
  const means = capital(shortenedBy.replace(/ would have$/, ''));
  return savedSeconds === null
    ? `${means} would have shortened it`
    : `${means} would have saved ${formatDuration(savedSeconds)}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
