import { findHelpCard } from '../../../shared/help-cards.ts';

/** A help card in the shape that ui/HelpCard draws; null when there is none of that name. */
export function helpOf(id: string) {
  const card = findHelpCard(id);
  if (!card) return null;
  const [console = '', ...way] = card.where.split(' › ');
  return {
    title: card.title,
    what: card.what,
    why: card.why,
    where: [{ console, path: way.join(' › ') }],
    source: { title: card.source, date: card.asOf },
  };
}
