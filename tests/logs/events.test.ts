import { describe, expect, it } from 'vitest';
import { tellActivity, tellDevice, tellSession, tellSite } from '../../main/simulation/kernel/tell.ts';
import { clientLogs } from '../../main/simulation/logs/client/index.ts';
import { eventLogs } from '../../main/simulation/logs/event-logs.ts';
import { deviceLog, siteLog } from '../../main/simulation/logs/log.ts';
import { siteLogs } from '../../main/simulation/logs/site/index.ts';
import { deviceEventsIn, siteEventsIn } from '../../main/simulation/logs/events.ts';

/** What has to be refused when compiling stands behind `@ts-expect-error`, so `npm run types` fails when it is let through. */

describe('what is told', () => {
  it('is told with the details of its kind', () => {
    const about = { subject: 'CON-LT-00012', actor: 'ccmeval' };
    expect(tellDevice(7, 'enrolled', { attempt: 1, token: 'user' })).toEqual({
      do: 'tell',
      to: 'history',
      deviceId: 7,
      event: { kind: 'enrolled', details: { attempt: 1, token: 'user' } },
    });
    expect(tellSite('gatewayReady', { address: 'cmg' })).toMatchObject({ deviceId: 0 });
    expect(tellActivity('client_remediated', about, {})).toMatchObject({ to: 'activities', deviceId: null });
    expect(tellSession(3, 'ended', { ending: 'noAnswer' })).toMatchObject({ to: 'session', actionId: 3 });
    // @ts-expect-error a kind that nobody knows
    tellDevice(7, 'enroled', {});
    // @ts-expect-error a kind of the site is none of a device
    tellDevice(7, 'gatewayReady', { address: 'cmg' });
    // @ts-expect-error a detail is missing
    tellDevice(7, 'enrolled', { attempt: 1 });
    // @ts-expect-error a detail that the kind does not have
    tellActivity('sync_completed', about, { action: 1, code: '0x0' });
    // @ts-expect-error no such ending
    tellSession(3, 'ended', { ending: 'lost' });
  });
});

describe('logs', () => {
  it('tell every kind that is said to be told in them, and nothing else', () => {
    const says = () => [];
    deviceLog('AppEnforce.log', '', { applicationState: says });
    // @ts-expect-error events.ts says that this log tells applicationState
    deviceLog('AppEnforce.log', '', {});
    // @ts-expect-error and events.ts says nothing of enrolled there
    deviceLog('AppEnforce.log', '', { applicationState: says, enrolled: says });
    // @ts-expect-error no log of the site
    siteLog('siteServer', 'AppEnforce.log', '', {});
  });

  it.each([
    ['devices', deviceEventsIn, [...clientLogs, ...eventLogs]],
    ['the site', siteEventsIn, siteLogs],
  ] as const)('of %s that are named exist', (_where, eventsIn, logs) => {
    const known = new Set<string>(logs.map(({ name }) => name));
    const named = new Set<string>(Object.values(eventsIn).flat());
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });
});
