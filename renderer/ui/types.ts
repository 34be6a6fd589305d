import type { IconName } from './icons.ts';

/** The tones of a status. Each has its own icon, so that color is never the only sign. */
export const tones = [
  'success',
  'danger',
  'warning',
  'info',
  'neutral',
  'pending',
  'active',
  'blocked',
  'none',
  'lab',
] as const;
export type Tone = (typeof tones)[number];

/** Whose knowledge is shown: what services have recorded, or what is really so and only the lab knows. */
export type KnowledgeLabel = 'records' | 'truth';

/** An entry of a menu. */
export type MenuAction = {
  id: string;
  label: string;
  icon?: IconName;
  /** Keys, or a short remark at the right. */
  hint?: string;
  /** A second line. */
  detail?: string;
  /** Why it cannot be used now; the entry stays reachable and tells it. */
  disabledReason?: string | null | undefined;
  isDanger?: boolean;
  /** Given for entries that are on or off. */
  isChecked?: boolean;
  onaction: () => void;
};
export type MenuItem = MenuAction | { id: string; separator: true } | { id: string; heading: string };

/**
 * A command of the bar: an action, or a menu of actions. A separator ends a group, and may say what the group is called: a ribbon
 * writes that under it, a bar does not.
 */
export type Command =
  | CommandMenu
  | (Omit<MenuAction, 'onaction' | 'isChecked' | 'hint' | 'detail'> & {
      icon: IconName;
      /** The command is busy until what this began has ended. */
      onaction: () => unknown;
      isBusy?: boolean;
    })
  | { id: string; separator: true; caption?: string };
type CommandMenu = {
  id: string;
  label: string;
  icon: IconName;
  menu: MenuItem[];
  disabledReason?: string | null | undefined;
};

export type Option = { value: string; label: string; count?: number; detail?: string; disabledReason?: string };
export type Crumb = { label: string; path?: string };

/** A part of a whole, in a donut or as a bar. */
export type Segment = {
  id: string;
  label: string;
  value: number;
  tone?: Tone;
  path?: string;
  /** Said where the pointer is. */
  hint?: string;
};

/** A menu of a command where only one list is left: its entries under its name, and none that can be pressed while it cannot. */
export const entriesOf = ({ id, label, menu, disabledReason }: CommandMenu): MenuItem[] => [
  { id, heading: label },
  ...(disabledReason ? menu.map((item) => (isAction(item) ? { ...item, disabledReason } : item)) : menu),
];
export const isAction = (item: MenuItem): item is MenuAction => 'onaction' in item;

/** How the navigation beside a page is drawn, and how it is opened and closed: it yields to narrow windows and to large text. */
export type Side = { isShown: boolean; isCollapsed: boolean; toggle: () => void; close: () => void };
