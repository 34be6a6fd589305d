import type { LogLine } from '../../../shared/logs/views.ts';
import { hour } from '../../../shared/time.ts';
import { drawBetween } from '../kernel/draw.ts';
import { clientLogs } from './client/index.ts';
import { eventLogs } from './event-logs.ts';
import type { Line } from './line.ts';
import type { DeviceLog } from './log.ts';
import type { DeviceSource } from './source.ts';

export type { SiteRole } from './log.ts';
export { siteLogs } from './site/index.ts';
export { repeatedEvents } from './repeats.ts';
export type { DeviceSource, SiteSource } from './source.ts';

/** The logs that lie on a computer: those of the client where there is one, and the event logs of Windows. */
export function deviceLogs({
  facts: { device },
  history,
}: Pick<DeviceSource, 'facts' | 'history'>): readonly DeviceLog[] {
  if (device.platform !== 'windows' || device.power === 'oobe') return [];
  const hasClient = device.client_version !== null;
  const triedClient = history.some(({ kind }) => kind === 'ccmsetupStarted');
  const ofClient = hasClient ? clientLogs : clientLogs.filter(({ name }) => triedClient && name === 'ccmsetup.log');
  return [...ofClient, ...eventLogs];
}

/** Lines in the order in which they were written, each with its component and thread. */
export function numbered(
  lines: readonly Line[],
  { name, component }: { name: string; component: string },
  seed: number,
  deviceId: number,
): LogLine[] {
  return lines
    .map((line, index) => ({ line, index }))
    .sort((a, b) => a.line.at - b.line.at || a.index - b.index)
    .map(({ line }) => ({
      at: line.at,
      component,
      severity: line.severity,
      text: line.text,
      // A component keeps a thread for about an hour.
      thread: 4 * drawBetween(seed, `log.${name}`, deviceId, Math.floor(line.at / hour), 250, 5000),
    }));
}
