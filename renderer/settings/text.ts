import type { Preferences } from '../../shared/requests.ts';

type Choice<Value extends string> = { value: Value; label: string; detail?: string };

export const themes: readonly Choice<Preferences['theme']>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'hc', label: 'High contrast' },
];
export const motions: readonly Choice<Preferences['motion']>[] = [
  { value: 'system', label: 'As the system', detail: 'Follows the setting of your computer.' },
  { value: 'reduced', label: 'Reduced', detail: 'Nothing slides, turns or fades.' },
];
