import type { PivotAnswer, SitePivotAnswer } from '../../shared/attach/pivot.ts';
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

/** That the lab asks the first of the clients alone; null where it asks all. */
export const boundOfClients = ({ clients, asked }: { clients: number; asked: number }): string | null =>
  asked < clients ? `This lab asks the first ${groupDigits(asked)} of ${groupDigits(clients)} clients.` : null;

/** What of an answer of CMPivot the lab leaves out; null where it is whole. */
export function boundOfAnswer(answer: PivotAnswer | SitePivotAnswer): string | null {
  const { rows, total } = answer;
  const ofRows =
    rows.length < total ? `This lab shows the first ${groupDigits(rows.length)} of ${groupDigits(total)} rows.` : null;
  const said = ['clients' in answer ? boundOfClients(answer) : null, ofRows].filter((one) => one !== null);
  return said.length === 0 ? null : said.join(' ');
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
