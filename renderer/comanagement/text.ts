import type { ComanagementView, DeploymentView } from '../../shared/comanagement/views.ts';
import { coManagedText, pipelineReasons } from '../../shared/comanagement/words.ts';
import { knowledgeLabels } from '../../shared/devices/lists.ts';
import { formatConsole, formatDuration, minute } from '../../shared/time.ts';
import { devicesText, groupDigits, type Zone } from '../parts/cells.ts';

export const text = {
  besidePolicy: 'What this policy does to each device no console shows in one place; the lab does.',
  waitsLine: 'The lab’s knowledge: what the way to co-management and the next upload wait for. No console shows it.',
  stale: 'These numbers could not be read again.',
  notEnabled: {
    title: 'Cloud Attach is not configured',
    message:
      'The site is neither attached to the tenant nor does it enroll its clients in Intune. The wizard sets up both.',
  },
  commands: {
    configured: 'Both parts are set up; change them in Properties.',
    needsEither: 'Configure Cloud Attach first.',
    leaving: 'The site is leaving the tenant already.',
  },
  removeComanagement: {
    title: 'Remove co-management?',
    description:
      'The co-management policies go away. Devices stay enrolled: Intune manages them beside their client, without workloads between the two, and they no longer count as co-managed.',
    confirm: 'Remove co-management',
    moved: (workloads: string) =>
      `Intune still has ${workloads}. Move them back first, so that each device gets its Configuration Manager policy before the way there is gone.`,
    done: 'Co-management removed',
  },
  leave: {
    title: 'Leave tenant attach?',
    description: 'The site stops uploading, and its devices disappear from the tenant. Co-management is not touched.',
    confirm: 'Leave tenant attach',
    done: 'Tenant attach is ending',
  },
};

/** Whose numbers a tile of this node counts, and how old they are: “Site’s record · as of 9/16/2026, 9:30:00 AM, 2 min ago”. */
export function recordAge(asOf: number | null, now: number, zone: Zone): string {
  const whose = knowledgeLabels.configmgr;
  if (asOf === null) return `${whose} · never told`;
  const seconds = now - asOf;
  const ago = seconds < minute ? 'now' : `${formatDuration(seconds - (seconds % minute))} ago`;
  return `${whose} · as of ${formatConsole(asOf, zone.offsetSeconds)}, ${ago}`;
}

/** What devices on their way wait for, in one sentence: how many, and what most of them wait for. */
export function waitsText(waits: ComanagementView['lab']): string {
  const ordered = (waits ?? []).toSorted((a, b) => b.count - a.count);
  const [most] = ordered;
  if (!most) return 'No device is on its way to co-management: none waits for anything.';
  const total = ordered.reduce((sum, { count }) => sum + count, 0);
  return `${devicesText(total)} on the way; ${groupDigits(most.count)} of them: ${pipelineReasons[most.reason]}`;
}

/** What beside the dashboard is to be said: who waits for what, and whose its number of co-managed devices is. */
export const dashboardText = ({ coManaged, lab: waits }: ComanagementView): string =>
  [...(waits === null ? [] : [waitsText(waits)]), coManagedText(coManaged)].join(' ');

/** What the numbers of the dashboard add up to: its bars count more than those who stand where they are drawn. */
export const stagesText = ({ total }: ComanagementView['funnel']): string =>
  `A bar counts the devices that came at least so far; with those that are not eligible they are the ${groupDigits(total)} Windows computers with a client.`;

/** What beside a deployment is to be said: that applied is not enrolled, and whose its name is. */
export function deploymentText({ name, applied, coManaged, isDocumented }: DeploymentView): string {
  const assumed = isDocumented ? '' : ` The name ${name} is assumed from the pattern.`;
  const about =
    applied > coManaged
      ? `Applied is not co-managed: ${groupDigits(applied)} clients have the policy, ${groupDigits(coManaged)} are enrolled in Intune as well.`
      : 'Applied counts clients that have the policy; co-managed needs the enrollment in Intune as well.';
  return about + assumed;
}
