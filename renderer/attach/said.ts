import type { ConnectorView } from '../../shared/attach/views.ts';
import { addressOf } from '../../shared/screens.ts';
import { offsetAt } from '../../shared/zone.ts';
import { momentText } from '../clock/moment.ts';
import { groupDigits } from '../parts/cells.ts';
import { lab } from '../parts/lab.svelte.ts';
import type { Said } from '../parts/strip.svelte.ts';

/** Beside the pages of the connector: what stops the upload, or when the next one goes and what it takes along. */
export function saidOfConnector(connector: ConnectorView | null): Said | null {
  if (!connector || connector.status === 'notEnabled') return null;
  const link = { label: 'Uploads', path: addressOf('uploads') };
  return { text: textOf(connector), knows: 'expected', link };
}

function textOf({ lab: known, detach }: ConnectorView): string {
  const at = (moment: number) => momentText(moment, offsetAt(lab.zone, moment), lab.now);
  if (detach)
    return `The site is leaving${detach.expectedBy === null ? '' : `: complete by ${at(detach.expectedBy)}`}.`;
  if (known?.blockedBy) return known.blockedBy;
  if (known?.nextUpload == null) return 'Nothing is uploaded.';
  if (known.backlog === 0) return `Next upload ${at(known.nextUpload)}; nothing waits for it.`;
  const devices = known.backlog === 1 ? '1 changed device' : `${groupDigits(known.backlog)} changed devices`;
  return `Next upload ${at(known.nextUpload)} with ${devices}.`;
}
