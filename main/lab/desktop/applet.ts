import { deviceTriggers } from '../../../shared/desktop/triggers.ts';
import { day } from '../../../shared/time.ts';
import type { DeviceManagementView } from '../../../shared/comanagement/views.ts';
import { gatewayName } from '../../simulation/site/gateway.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { heartbeatChannel, siteChannel } from '../../simulation/comanagement/policy.ts';
import { drawBetween } from '../../simulation/kernel/draw.ts';
import type { HistoryEvent } from '../../simulation/kernel/history.ts';
import { channels, lastContact, nextContact } from '../../simulation/kernel/schedule.ts';
import { guidFor } from '../../simulation/kernel/identifiers.ts';

type Applet = NonNullable<DeviceManagementView['applet']>;
type Cycle = { lastAt: number | null; nextAt: number | null };

/** Control Panel > Configuration Manager, as this client shows it now; null without a client. */
export function appletOf(facts: Facts, history: readonly HistoryEvent[], now: number): Applet | null {
  const { device, configmgr } = facts;
  if (device.client_version === null) return null;
  return {
    general: generalOf(facts, now),
    actions: deviceTriggers
      .filter(({ where }) => where === 'applet')
      .map(({ id, label }) => ({ id, label, ...latest(cycleOf(facts, id, now), history, id) })),
    components: componentsOf(facts, device.client_version),
    configurations: configmgr ? configurationsOf(facts, history, now) : [],
  };
}

function generalOf(facts: Facts, now: number): Applet['general'] {
  const { device, site, comanagement: state, seed } = facts;
  const channel = siteChannel(facts);
  const isGateway = channel?.channel === channels.gatewayPolicy;
  const isInside = facts.presence?.isOn('intranet', now) === true;
  const hasPolicy = state !== undefined && state.policy_at !== null;
  return [
    { name: 'Assigned management point', value: isGateway ? gatewayName(facts) : site.management_point },
    { name: 'Client certificate', value: facts.setting('enhancedHttp') === 'https' ? 'PKI' : 'Self-signed' },
    { name: 'Client version', value: device.client_version ?? '' },
    { name: 'Co-management', value: hasPolicy && device.is_mdm_enrolled === 1 ? 'Enabled' : 'Disabled' },
    ...(hasPolicy ? [{ name: 'Co-management capabilities', value: String(state.flags) }] : []),
    { name: 'Connection type', value: isInside ? 'Currently intranet' : 'Currently internet' },
    { name: 'Site code', value: `SMS:${site.code}` },
    { name: 'Unique identifier', value: `GUID:${guidFor(seed, 'id.client', device.id).toUpperCase()}` },
  ];
}

/** When a cycle ran and will run by itself: policy with the polls, discovery and inventory with the heartbeat, the rest weekly. */
function cycleOf(facts: Facts, id: string, now: number): Cycle {
  const { seed, device } = facts;
  const polls = siteChannel(facts);
  const heartbeat = heartbeatChannel(facts);
  const withHeartbeat = id === 'discoveryData' || id === 'hardwareInventory';
  const followed = id === 'machinePolicy' || id === 'userPolicy' ? polls : withHeartbeat ? heartbeat : undefined;
  if (followed) {
    const presence = facts.presenceOf(followed);
    return { lastAt: lastContact(followed, presence, now), nextAt: nextContact(followed, presence, now) ?? null };
  }
  if (!polls) return { lastAt: null, nextAt: null };
  // Every 7 days on the client's own phase, and not before there was a client.
  const since = facts.configmgr?.discovered_at ?? now;
  const phase = drawBetween(seed, id, device.id, 0, 1, 7 * day);
  const weekly = { channel: polls.channel, since, phase, period: 7 * day, before_at: null };
  const presence = facts.presenceOf(polls);
  return { lastAt: lastContact(weekly, presence, now), nextAt: nextContact(weekly, presence, now) ?? null };
}

function latest({ lastAt, nextAt }: Cycle, history: readonly HistoryEvent[], id: string): Cycle {
  const asked = history.findLast(({ kind, details }) => kind === 'triggered' && details.trigger === id);
  return { lastAt: asked && asked.at > (lastAt ?? 0) ? asked.at : lastAt, nextAt };
}

function componentsOf(facts: Facts, version: string): Applet['components'] {
  const isOn = (setting: string): string => (facts.clientSetting(setting) === 'on' ? 'Enabled' : 'Disabled');
  const isComanaged = facts.comanagement !== undefined && facts.comanagement.policy_at !== null;
  return [
    { name: 'CCM Framework', state: 'Installed', version },
    { name: 'CCM Notification Agent', state: 'Enabled', version },
    { name: 'CCM Policy Agent', state: 'Enabled', version },
    { name: 'Co-management Handler', state: isComanaged ? 'Enabled' : 'Installed', version },
    { name: 'Compliance and Settings', state: 'Enabled', version },
    { name: 'Hardware Inventory Agent', state: 'Enabled', version },
    { name: 'Software Updates Agent', state: isOn('softwareUpdates'), version },
  ];
}

/** The baselines by which co-management policy reaches the client. Names beside CoMgmtSettingsProd: practitioners. */
function configurationsOf(facts: Facts, history: readonly HistoryEvent[], now: number): Applet['configurations'] {
  const { comanagement: state, cloud } = facts;
  const policyAt = state?.policy_at ?? null;
  if (!state || policyAt === null) return [];
  const merges = history.filter(({ kind }) => kind === 'policyMerged').length;
  const daily = policyAt + Math.floor((now - policyAt) / day) * day;
  const asked = history.findLast(({ kind, details }) => kind === 'triggered' && details.trigger === 'evaluateBaseline');
  const lastEvaluation = Math.max(daily, state.flags_at ?? 0, asked?.at ?? 0);
  const evaluated = { revision: Math.max(1, merges), lastEvaluation, state: 'Compliant' };
  const isPilot = cloud.enroll === 'pilot' && facts.isMember(cloud.enroll_collection_id);
  return [
    { name: 'CoMgmtSettingsProd', ...evaluated },
    ...(isPilot ? [{ name: 'CoMgmtSettingsPilotAutoEnroll', ...evaluated }] : []),
    ...facts.workloads
      .filter(({ position, pilot_collection_id: pilot }) => position === 'pilot' && facts.isMember(pilot))
      .map(({ workload }) => ({ name: `CoMgmtSettingsPilot${pilotSuffix[workload]}`, ...evaluated })),
  ];
}
const pilotSuffix: Record<Facts['workloads'][number]['workload'], string> = {
  compliancePolicies: 'CP',
  resourceAccess: 'RAP',
  deviceConfiguration: 'DC',
  windowsUpdate: 'WUP',
  endpointProtection: 'EP',
  clientApps: 'Apps',
  officeClickToRun: 'O365',
};
