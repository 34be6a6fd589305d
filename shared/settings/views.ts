import type { Withholding } from '../contract/knowledge.ts';
import type { SettingArea } from './setting.ts';

export type SettingView = Withholding & {
  id: string;
  area: SettingArea;
  /** The heading under which it stands. */
  section: string;
  label: string;
  type: 'boolean' | 'choice' | 'text';
  help: string;
  values: { value: string; label: string }[];
  value: string;
  /** What it stands at when nobody has set it; null where that makes no sense. */
  normal: string | null;
  changedAt: number | null;
  /** The stored form: a sign-in name, a device id, an organizational unit. */
  target: string | null;
  targetLabel: string | null;
};

export type ClientSettingsView = {
  id: number;
  name: string;
  description: string;
  /** The order of the console: the lowest number wins, the default has the highest. */
  priority: number;
  isDefault: boolean;
  deployments: { collectionId: number; collection: string; since: number }[];
  settings: Record<string, string>;
};
