import type { Ownership, Platform } from '../contract/device-words.ts';
import type { CardText } from '../contract/help-card.ts';
import type { Needs } from '../rights/words.ts';
import type { CarrierId, CommandMenuId } from './carriers.ts';

export type ActionOption = {
  id: string;
  label: string;
  help: string;
  /** The only platform that has it. */
  platform: Platform;
};

/** What the order will do with exactly these options chosen. */
export type ActionOutcome = {
  options: readonly string[];
  title: string;
  tone: 'danger' | 'warning';
  lines: readonly string[];
};

/** What the order's dialog says. Facts: the documentation; what it does not say is not made up. */
export type ActionDialog = {
  /** Before the device's name, in the title. */
  verb: string;
  confirm: string;
  /** In place of the action's description. */
  description?: string;
  consequences: readonly string[];
};

/** The action's help card; title, topic and the first sentences follow from the entry. */
export type ActionCard = Pick<CardText, 'why' | 'formerly' | 'source' | 'asOf' | 'related'> & {
  /** What the card says beyond the description. */
  more: string;
  /** The command in the real console, when that is not the label alone. */
  path?: string;
};

/** All that window, command line, help and lab have to know of a remote action; what it does is its file in main/simulation/actions. */
export type RemoteAction = {
  /** The product's name of the action. */
  label: string;
  /** What people call it, when that differs. */
  subtitle?: string;
  icon: string;
  description: string;
  carrier: CarrierId;
  /** Kind of the activity that is written when it is ordered. */
  activity: string;
  /** `intune` is asked when it is ordered, `site` when it gets there. */
  needs: Needs;
  /** Platforms with the ownership or supervision they need. */
  platforms: Partial<Record<Platform, 'any' | Ownership | 'supervised'>>;
  /** What a refusal says of other platforms, when the product does more than this lab. */
  otherPlatforms?: string;
  /** On one device: ordered at once, shown first, or shown and confirmed by the device's name because it destroys. */
  confirmation: 'none' | 'dialog' | 'name';
  dialog: ActionDialog;
  /** Position on the device page, by number; in a menu, or in the bar itself. Destructive ones never at the edge. */
  place: { position: number; menu?: CommandMenuId };
  bulk: boolean;
  /** Orders a tenant accepts in one UTC day (the day boundary is assumed); null for no limit. */
  dailyLimit: number | null;
  options: readonly ActionOption[];
  /** Options that exclude each other, and why. */
  exclusive?: { options: readonly string[]; message: string };
  /** In plain words what each combination of options will do. */
  outcomes?: readonly ActionOutcome[];
  card: ActionCard;
};

export const isDestructive = ({ confirmation }: Pick<RemoteAction, 'confirmation'>): boolean => confirmation === 'name';
