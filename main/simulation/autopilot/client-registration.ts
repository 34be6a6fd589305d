import { hour, minute } from '../../../shared/time.ts';
import { workloadIds } from '../../../shared/workloads/words.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { guidFor } from '../kernel/identifiers.ts';
import { channelPeriod, channels } from '../kernel/schedule.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';
import { clientRecord } from '../site/client-record.ts';
import { uploadChange } from '../site/connector.ts';
import { gatewayAddress } from '../site/gateway.ts';
import { touchCollections } from '../site/touch.ts';
import { allToIntuneFlags, capabilitiesOf, generationOf } from '../workloads/capabilities.ts';
import { deliveryOf } from './assignment.ts';
import { waitFor } from './new-device.ts';

/** The client is installed, registers with an Entra token through the gateway, and asks for its first policy. */
export function register(facts: Facts, now: number): Change[] {
  const { device, site, user, configmgr, comanagement: state, seed } = facts;
  const policyAt = now + drawBetween(seed, 'firstPolicy', device.id, now, minute, 3 * minute);
  const checkAt = now + drawBetween(seed, 'firstClientCheck', device.id, now, 12, 36) * hour;
  const record = clientRecord(facts, now);
  const isOverride = state?.is_override === 1;
  return [
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      set: { client_version: site.client_version, client_health: 'ok' },
    },
    ...(configmgr
      ? [
          {
            do: 'update',
            table: 'configmgr_devices',
            id: configmgr.id,
            set: { is_current: 0, is_obsolete: 1 },
          } as const,
        ]
      : []),
    { do: 'insert', table: 'configmgr_devices', row: record },
    ...([channels.gatewayPolicy, channels.gatewayHeartbeat] as const).map((channel): Change => ({
      do: 'schedule',
      row: {
        device_id: device.id,
        channel,
        since: now,
        until: null,
        pattern_id: device.pattern_id,
        phase: channelPeriod[channel],
        period: channelPeriod[channel],
        before_at: now,
      },
    })),
    waitFor(facts, now, 'policyPoll', policyAt, {
      since: now,
      attempts: 0,
      attempted_at: null,
      code: null,
      ...(isOverride ? { flags: overrideFlags(facts), flags_at: now } : {}),
    }),
    // A status page that stands waits on, for the first policy.
    ...[0, 1].map((subjectId): Change => ({ do: 'unqueue', kind: 'clientInstall', deviceId: device.id, subjectId })),
    // What waited for another client on this device waits for nobody any more.
    { do: 'unqueue', kind: 'notificationArrives', deviceId: device.id },
    { do: 'queue', dueAt: policyAt, kind: 'policyArrives', deviceId: device.id, subjectId: 0 },
    { do: 'queue', dueAt: checkAt, kind: 'clientCheckRuns', deviceId: device.id, subjectId: 0 },
    ...uploadChange(facts, [device.id], now),
    ...touchCollections(facts, device.id, record, now),
    tellDevice(facts.device.id, 'ccmsetupEnded', {
      exitCode: 0,
      version: site.client_version,
      since: state?.attempted_at ?? now,
    }),
    tellDevice(facts.device.id, 'clientRegistered', {
      clientId: guidFor(seed, 'id.client', device.id),
      token: 'user and device',
      upn: user?.upn ?? null,
      site: site.code,
      gateway: gatewayAddress(facts),
    }),
    {
      do: 'ledger',
      what: 'Configuration Manager client, from the start of its setup to registered',
      device: device.name,
      waitedSeconds: now - (state?.attempted_at ?? now),
      because: 'ccmsetup downloads the client from the gateway, installs it and registers it',
      shortenedBy: null,
      savedSeconds: null,
    },
    tellActivity('client_registered', ofDevice(device), { version: site.client_version }),
  ];
}

/** The option of the policy gives all workloads that there are; without a policy Windows sets its own value. */
const overrideFlags = (facts: Facts): number =>
  deliveryOf(facts) === 'policy' ? capabilitiesOf(workloadIds, generationOf(facts.site.version)) : allToIntuneFlags;
