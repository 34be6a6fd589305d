import {
  sliderLabels,
  workloads,
  type AuthorityReason,
  type SliderPosition,
  type WorkloadId,
} from '../../shared/workloads/words.ts';

/** Why an authority is what it is, in a word that fits a cell; the sentence is in shared/workloads/words.ts. */
export const whyWords: Record<AuthorityReason, string> = {
  slider: 'slider',
  pilotMember: 'in the pilot',
  notPilotMember: 'not in the pilot',
  policyNotReceived: 'no policy yet',
  notEnrolled: 'not enrolled',
  coupled: 'taken along',
  override: 'override',
  noSettingsPolicy: 'no settings policy',
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
