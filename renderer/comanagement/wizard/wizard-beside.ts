import type { EnrollPreview } from '../../../shared/comanagement/views.ts';
import type { PrerequisiteItem, PrerequisitesView } from '../../../shared/prerequisites/views.ts';
import { addressOf } from '../../../shared/screens.ts';
import { formatDuration } from '../../../shared/time.ts';
import { devicesText, groupDigits } from '../../parts/cells.ts';
import type { Said } from '../../parts/strip.svelte.ts';

// What only devices on the internet need holds nothing up in the wizard.
const isOfThis = ({ ok, scope, neededFor }: PrerequisiteItem): boolean =>
  !ok && scope !== 'device' && !neededFor.every((id) => id === 'internetDevices');

/** Beside the wizard: what tenant attach and co-management still need, which no page of the product counts. Null while it is read. */
export function saidOfRequirements(view: PrerequisitesView | null): Said {
  const link = { label: 'Prerequisites', path: addressOf('prerequisites') };
  if (!view) return { knows: 'prerequisites' };
  const open = view.items.filter(isOfThis);
  if (open.length === 0)
    return { text: 'Everything that tenant attach and co-management need is met.', link, knows: 'prerequisites' };
  const text =
    open.length === 1
      ? `1 requirement of tenant attach or co-management is not met: ${open[0]!.label}.`
      : `${open.length} requirements of tenant attach or co-management are not met.`;
  return { text: `${text} You can go on; what is missing shows as errors later.`, link, knows: 'prerequisites' };
}

/** Beside the choice of who is enrolled: whom it would meet, as the devices are now. Null while it is counted. */
export function saidOfEnrollment(preview: EnrollPreview | null): Said {
  if (!preview) return { knows: 'preview' };
  const { eligible, alreadyEnrolled, notEligible, spreadSeconds } = preview;
  const refused = notEligible.reduce((sum, { count }) => sum + count, 0);
  const why = notEligible.map(({ text, count }) => `${groupDigits(count)}: ${text.replace(/\.$/, '')}`).join('; ');
  const spread =
    eligible > 0 && spreadSeconds > 0
      ? ` The clients spread these enrollments over ${formatDuration(spreadSeconds)}, each from the moment it has its policy.`
      : '';
  return {
    text:
      `As devices are now, ${devicesText(eligible)} will be enrolled, ${groupDigits(alreadyEnrolled)} are already, ` +
      `${groupDigits(refused)} will not be by this${why === '' ? '' : ` (${why})`}.${spread}`,
    link: { label: 'What waits for what', path: addressOf('waits') },
    knows: 'preview',
  };
}
