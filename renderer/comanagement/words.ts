import {
  sliderLabels,
  workloads,
  type AuthorityReason,
  type SliderPosition,
  type WorkloadId,
} from '../../shared/workloads/words.ts';
import type { ConnectorView } from '../../shared/attach/views.ts';
import { groupDigits } from '../parts/cells.ts';
import type { Tone } from '../ui/types.ts';

export const devicesText = (count: number): string => (count === 1 ? '1 device' : `${groupDigits(count)} devices`);

/** Status of the connector as a console words it, with its sign. */
export const connectorStatus: Record<ConnectorView['status'], { label: string; tone: Tone; what: string }> = {
  notEnabled: { label: 'Not enabled', tone: 'none', what: 'The site was never attached to the tenant.' },
  healthy: { label: 'Healthy', tone: 'success', what: 'The tenant heard of the site within the last day.' },
  warning: { label: 'Warning', tone: 'warning', what: 'The tenant has not heard of the site for more than a day.' },
  unhealthy: {
    label: 'Unhealthy',
    tone: 'danger',
    what: 'The tenant has not heard of the site for three days or more.',
  },
  offboarding: {
    label: 'Leaving',
    tone: 'pending',
    what: 'The site is leaving; its devices disappear from the tenant.',
  },
};

/** Why an authority is what it is, in a word that fits a cell; the sentence is in shared/cloud-attach.ts. */
export const whyWords: Record<AuthorityReason, string> = {
  slider: 'slider',
  pilotMember: 'in the pilot',
  notPilotMember: 'not in the pilot',
  policyNotReceived: 'no policy yet',
  notEnrolled: 'not enrolled',
  coupled: 'taken along',
  override: 'override',
  retired: 'retired',
};

export const ruleText = (leader: WorkloadId): string => {
  const names = workloads[leader].couples.map((id) => workloads[id].label).join(' and ');
  return `${names} can never stand behind ${workloads[leader].label}. Move ${workloads[leader].label} back first.`;
};
export const fixedText =
  'Resource access is retired. From site version 2403 it is fixed at Intune, and its slider does not move.';

/** The three positions as stops of a slider. */
export const sliderStops: { value: SliderPosition; label: string }[] = [
  { value: 'configMgr', label: sliderLabels.configMgr },
  { value: 'pilot', label: sliderLabels.pilot },
  { value: 'intune', label: sliderLabels.intune },
];

export const neededForLabels = {
  tenantAttach: 'Tenant attach',
  comanagement: 'Co-management',
  internetDevices: 'Internet-based devices',
} as const;
export const scopeLabels = { site: 'Site', tenant: 'Tenant', directory: 'Directory', device: 'Device' } as const;
