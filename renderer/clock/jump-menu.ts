import { day, hour, minute } from '../../shared/time.ts';
import { offsetAt, type Zone } from '../../shared/zone.ts';
import type { MenuItem } from '../ui/types.ts';
import { momentText } from './moment.ts';

/** What the clock can be asked for; the shape of the request `clock:jump`. */
export type JumpChoice =
  | { by: 'duration'; seconds: number }
  | { by: 'until'; at: number }
  | { by: 'nextEvent' }
  | { by: 'nextMorning'; deviceId: null };

export const jumpDurations = [
  { id: '15m', label: '15 minutes', seconds: 15 * minute },
  { id: '1h', label: '1 hour', seconds: hour },
  { id: '8h', label: '8 hours', seconds: 8 * hour },
  { id: '1d', label: '1 day', seconds: day },
  { id: '7d', label: '7 days', seconds: 7 * day },
] as const;

/** Entries of the Jump menu. Each duration tells where it leads, so that nobody jumps into a night by mistake. */
export function jumpItems(options: {
  now: number;
  zone: Zone & { city: string };
  disabledReason: string | null;
  onjump: (choice: JumpChoice) => void;
  ondate: () => void;
}): MenuItem[] {
  const { now, zone, disabledReason, onjump, ondate } = options;
  const { city } = zone;
  return [
    { id: 'by', heading: `Jump ahead, ${city} time` },
    ...jumpDurations.map(({ id, label, seconds }) => ({
      id,
      label,
      hint: `to ${momentText(now + seconds, offsetAt(zone, now + seconds), now)}`,
      disabledReason,
      onaction: () => onjump({ by: 'duration', seconds }),
    })),
    { id: 'line', separator: true },
    {
      id: 'morning',
      label: 'Next working morning',
      icon: 'weather-sunny',
      hint: `09:00 in ${city}`,
      disabledReason,
      onaction: () => onjump({ by: 'nextMorning', deviceId: null }),
    },
    { id: 'date', label: 'A date…', icon: 'calendar', disabledReason, onaction: ondate },
  ];
}
