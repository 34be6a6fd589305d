import { renamings, type Renaming } from '../../shared/help/glossary.ts';
import { findHelpCard, helpCards, helpTopics, type HelpCard, type HelpTopic } from '../../shared/help/cards.ts';
import { addressOf } from '../../shared/screens.ts';

/** What the Help screen looks at is its address, so a card can be linked, gone back to and opened from the palette. */
export function helpAddress({ search = '', card = null }: { search?: string; card?: string | null }): string {
  const params = new URLSearchParams();
  if (search !== '') params.set('search', search);
  if (card !== null) params.set('card', card);
  return addressOf('help', {}, params.toString());
}

const words = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Cards that hold every word, those with the words in their title first. An empty search finds all. */
export function findCards(search: string, cards: readonly HelpCard[] = helpCards): HelpCard[] {
  const wanted = words(search);
  const inTitle = (card: HelpCard) => wanted.every((word) => card.title.toLowerCase().includes(word));
  const text = (card: HelpCard) =>
    `${card.title} ${card.what} ${(card.formerly ?? []).join(' ')} ${card.why}`.toLowerCase();
  const found = cards.filter((card) => {
    const haystack = text(card);
    return wanted.every((word) => haystack.includes(word));
  });
  return [...found.filter(inTitle), ...found.filter((card) => !inTitle(card))];
}

export function findRenamings(search: string): Renaming[] {
  const wanted = words(search);
  return renamings.filter(({ old, current, note = '' }) => {
    const haystack = `${old} ${current} ${note}`.toLowerCase();
    return wanted.every((word) => haystack.includes(word));
  });
}

export const byTopic = (cards: readonly HelpCard[]): { topic: HelpTopic; cards: HelpCard[] }[] =>
  helpTopics
    .map((topic) => ({ topic, cards: cards.filter((card) => card.topic === topic) }))
    .filter((group) => group.cards.length > 0);

export { findHelpCard };
