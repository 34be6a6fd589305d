import { knowledgeLabels } from '../../shared/devices/lists.ts';
import { formatDuration, minute } from '../../shared/time.ts';
import { momentText } from '../clock/moment.ts';
import type { Zone } from '../parts/cells.ts';

export const text = {
  section: 'Co-management and tenant attach',
  stale: 'These numbers could not be read again.',
  notEnabled: {
    title: 'Cloud Attach is not configured',
    message:
      'The site is neither attached to the tenant nor does it enroll its clients in Intune. The wizard sets up both.',
  },
  commands: {
    configured: 'Both parts are set up; change them in Properties.',
    needsEither: 'Configure Cloud Attach first.',
    needsComanagement: 'Co-management is not enabled.',
    needsAttach: 'The site is not attached to the tenant.',
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

/** Whose numbers a tile of this node counts, and how old they are: “Site’s record · as of Wed 16 Sep 09:30, 2 min ago”. */
export function recordAge(asOf: number | null, now: number, zone: Zone): string {
  const whose = knowledgeLabels.configmgr;
  if (asOf === null) return `${whose} · never told`;
  const seconds = now - asOf;
  const ago = seconds < minute ? 'now' : `${formatDuration(seconds - (seconds % minute))} ago`;
  return `${whose} · as of ${momentText(asOf, zone.offsetSeconds, now)}, ${ago}`;
}
