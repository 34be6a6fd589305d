import type { RequestOutput } from '../../shared/requests.ts';
import { formatDuration, minute } from '../../shared/time.ts';
import { timeCell, type Zone } from './cells.ts';

type Effect = RequestOutput<'settings.effects'>[number];

/** “2026-09-16 10:00, in 30 min”: seconds would only flicker while the clock runs. */
function momentText(at: number, now: number, zone: Zone): string {
  const away = at - now;
  return `${timeCell(at, zone, 'lab')}, ${away < minute ? 'now' : `in ${formatDuration(away - (away % minute))}`}`;
}

/** When a changed setting shows at one of the places where it is felt. */
export function whenText({ from, expectedBy }: Effect, now: number, zone: Zone): string {
  if (expectedBy === null) return 'nothing in the present state leads there';
  const begin = from < expectedBy && from > now ? `from ${momentText(from, now, zone)} ` : '';
  return `${begin}by ${momentText(expectedBy, now, zone)}`;
}
