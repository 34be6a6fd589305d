import { createStore } from 'zustand/vanilla';
import { findHelpCard, helpCards, helpTopics, type HelpCard, type HelpTopic } from '../../shared/help-cards.ts';
import { renamings, type Renaming } from '../../shared/glossary.ts';

/** What the Help screen is looking at: kept so that a card found in the palette opens where it was found. */
export const help = createStore<{ search: string; cardId: string | null }>(() => ({ search: '', cardId: null }));

export const searchHelp = (search: string): void => help.setState({ search });
export const showHelpCard = (cardId: string): void => help.setState({ cardId, search: '' });

const words = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Cards that hold every word, those with the words in their title first. An empty search finds all. */
export function findCards(search: string, cards: readonly HelpCard[] = helpCards): HelpCard[] {
  const wanted = words(search);
  const inTitle = (card: HelpCard) => wanted.every((word) => card.title.toLowerCase().includes(word));
  const text = (card: HelpCard) => `${card.title} ${card.what} ${(card.formerly ?? []).join(' ')} ${card.why}`.toLowerCase();
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
