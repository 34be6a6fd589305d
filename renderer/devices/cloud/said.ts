import type { ActionView } from '../../../shared/actions/views.ts';
import type { AttachedDeviceView } from '../../../shared/attach/views.ts';
import { remoteActions } from '../../../shared/actions/words.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import { addressOf } from '../../../shared/screens.ts';
import { offsetAt } from '../../../shared/zone.ts';
import { isWaiting, unknownBound } from '../../actions/words.ts';
import { momentText } from '../../clock/moment.ts';
import { lab } from '../../parts/lab.svelte.ts';
import type { Said } from '../../parts/strip.svelte.ts';

/** Beside a device with a waiting order: the documented bound, which anybody could look up, and why the lab knows it waits. */
export function saidOfWaiting({ id, actions, now }: DeviceView): Said | null {
  const waiting = actions.filter(isWaiting);
  const [first] = waiting;
  if (!first) return null;
  const { label } = remoteActions[first.kind];
  const expected = first.expectedBy === null ? '' : ` Expected by ${momentOf(first.expectedBy, now)}.`;
  const more = waiting.length > 1 ? ` ${waiting.length - 1} more waiting.` : '';
  return {
    fact: `${label} waits; documented bound: ${boundText(first, now)}.${more}`,
    text: `${first.reasonText ?? 'No reason to wait is known.'}${expected}`,
    knows: 'expected',
    link: { label: 'Why?', path: addressOf('device', { deviceId: id, tab: 'actions' }) },
  };
}

/** Beside a page of an attached device: what at the site makes it refuse, and what the page's events depend on. */
export function saidOfAttached(page: AttachedDeviceView | null, isTimeline: boolean): Said | null {
  if (page?.because) return { text: page.because, knows: 'prerequisites' };
  if (page?.withheld) return { text: '', knows: 'prerequisites' };
  return page && isTimeline ? { text: page.timelineNote } : null;
}

const momentOf = (at: number, now: number): string => momentText(at, offsetAt(lab.zone, at), now);
function boundText({ bound }: ActionView, now: number): string {
  if (bound === null) return unknownBound.toLowerCase();
  return bound.to < now ? `passed ${momentOf(bound.to, now)}` : `by ${momentOf(bound.to, now)}`;
}
