import type { Change, Facts } from '../kernel/change.ts';
import { siteChannel } from '../comanagement/policy.ts';
import { drawBetween } from '../kernel/draw.ts';
import { channelNetwork } from '../kernel/schedule.ts';

/** The client connects to its notification server soon after it is back on the network. Assumed. */
const reconnectSeconds = { from: 10, to: 60 };

/** When the notification channel of the client is up again after `now`; undefined when it never is. */
export function reconnectsAt(facts: Facts, occasion: number, now: number): number | undefined {
  const channel = siteChannel(facts);
  if (!channel) return undefined;
  const { device, seed } = facts;
  // A device that is down for a moment is back with its pattern a little later.
  const from = device.power === 'running' ? now : now + reconnectSeconds.to;
  const backAt = facts.presenceOf(channel)?.nextOn(channelNetwork[channel.channel], from);
  if (backAt === undefined) return undefined;
  return backAt + drawBetween(seed, 'reconnect', device.id, occasion, reconnectSeconds.from, reconnectSeconds.to);
}

/** What the site keeps for a client that is away; queued for the moment at which the site gives up. */
const kept = ['notificationArrives', 'scriptEnds'] as const;
/** The channel of a client that was cut off comes back at `at`: what waits for it longer than that waits no longer. */
export const resumeKept = (facts: Facts, at: number): Change[] =>
  kept.flatMap((kind) =>
    facts
      .queued(kind)
      .filter(({ dueAt }) => dueAt > at)
      .flatMap(({ subjectId }): Change[] => [
        { do: 'unqueue', kind, deviceId: facts.device.id, subjectId },
        { do: 'queue', dueAt: at, kind, deviceId: facts.device.id, subjectId },
      ]),
  );
