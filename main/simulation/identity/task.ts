import { day, hour } from '../../../shared/time.ts';
import type { Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import type { Network } from '../kernel/presence.ts';

/**
 * When the task Automatic-Device-Join runs: once an hour on the device's own phase while it is on, and at each sign-in, which is
 * when the device comes on. Source: identity facts §2.1 A. That people sign in the second they switch on is assumed.
 */
const phaseOf = ({ seed, device }: Facts): number => drawBetween(seed, 'joinPhase', device.id, 0, 0, hour - 1);

/** The first run after a moment, or the first one on a network; undefined when the device never comes there again. */
export function nextTaskRun(facts: Facts, after: number, network: Network = 'internet'): number | undefined {
  const { presence } = facts;
  if (!presence) return undefined;
  const phase = phaseOf(facts);
  for (let at = after + 1; ;) {
    const on = presence.nextOn(network, at);
    if (on === undefined) return undefined;
    if (!presence.isOn('internet', on - 1)) return on;
    const slot = phase + Math.ceil((on - phase) / hour) * hour;
    const end = presence.latest(network, on)!.end;
    if (slot < end) return slot;
    at = end;
  }
}

/** The latest run at or before a moment; undefined when the device was not on in the searched past. */
export function lastTaskRun(facts: Facts, at: number): number | undefined {
  const span = facts.presence?.latest('internet', at);
  if (!span) return undefined;
  const lastOn = at < span.end ? at : span.end - 1;
  const phase = phaseOf(facts);
  const slot = phase + Math.floor((lastOn - phase) / hour) * hour;
  if (slot >= span.start) return slot;
  // A device that stays on over midnight has one span for each day; nobody signs in between.
  return facts.presence?.isOn('internet', span.start - 1) ? lastTaskRun(facts, span.start - 1) : span.start;
}

/** The next time the device comes on after it was off, which is when somebody signs in anew. */
export function nextSwitchOn({ presence }: Facts, after: number): number | undefined {
  if (!presence) return undefined;
  for (let at = after + 1; ;) {
    const on = presence.nextOn('internet', at);
    if (on === undefined || !presence.isOn('internet', on - 1)) return on;
    const { end } = presence.latest('internet', on)!;
    // Always on: nobody ever signs in anew.
    if (end - after > longestStay) return undefined;
    at = end;
  }
}
/** A device that has been on for so long is never switched off. */
const longestStay = 30 * day;
