import { actionCards } from './actions.ts';
import { attachCards } from './attach.ts';
import type { CardText } from '../contract/help-card.ts';
import { coManagementCards } from './co-management.ts';
import { contactCards } from './contacts.ts';
import { directoryCards } from './directory.ts';
import { attentionCards, healthCards } from './health.ts';
import { identityCards } from './identity.ts';
import { labCards } from './lab.ts';
import { reasonCards } from './reasons.ts';
import { recordCards } from './records.ts';
import { remoteHelpCards } from './remote-help.ts';
import { stateCards } from './states.ts';

/**
 * The help card of every concept a screen names. A card's facts come from the product's documentation and carry its date;
 * what is the lab's own says so. Screens refer to cards by id, and a test refuses an id without a card.
 */
const texts = {
  ...actionCards,
  ...stateCards,
  ...reasonCards,
  ...contactCards,
  ...recordCards,
  ...identityCards,
  ...attachCards,
  ...coManagementCards,
  ...directoryCards,
  ...healthCards,
  ...attentionCards,
  ...remoteHelpCards,
  ...labCards,
};

export { helpTopics, type HelpTopic } from '../contract/help-card.ts';
export { actionReasonLabels } from './reasons.ts';

export type HelpCardId = keyof typeof texts;
export type HelpCard = CardText & { id: HelpCardId };

export const helpCards: readonly HelpCard[] = (Object.keys(texts) as HelpCardId[]).map((id) => ({ id, ...texts[id] }));

const byId = new Map<string, HelpCard>(helpCards.map((card) => [card.id, card]));
/** The card of an id that comes from data, such as a tile's; undefined when there is none. */
export const findHelpCard = (id: string): HelpCard | undefined => byId.get(id);
export const isHelpCardId = (id: string): id is HelpCardId => byId.has(id);
