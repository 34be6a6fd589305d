import type { MenuItem } from '../ui/types.ts';
import type { Preferences } from '../../shared/requests.ts';
import { addressOf } from '../../shared/screens.ts';
import { navigate } from '../router.ts';
import { openShortcuts } from '../parts/palette.svelte.ts';
import { setPreferences, textSizes } from '../settings/preferences.svelte.ts';

const themeLabels = { system: 'As the system', light: 'Light', dark: 'Dark', hc: 'High contrast' } as const;
const motionLabels = { system: 'As the system', reduced: 'Reduced' } as const;

export function appearanceItems({ theme, motion, textPercent }: Preferences): MenuItem[] {
  const sizes = textSizes.filter((size) => size >= 90 && size <= 150);
  return [
    { id: 'themes', heading: 'Theme' },
    ...Object.entries(themeLabels).map(([id, label]) => ({
      id: `theme-${id}`,
      label,
      isChecked: theme === id,
      onaction: () => void setPreferences({ theme: id as Preferences['theme'] }),
    })),
    { id: 'line-1', separator: true },
    { id: 'sizes', heading: 'Text size' },
    ...sizes.map((size) => ({
      id: `size-${size}`,
      label: `${size} %`,
      isChecked: textPercent === size,
      onaction: () => void setPreferences({ textPercent: size }),
    })),
    { id: 'line-2', separator: true },
    { id: 'motions', heading: 'Motion' },
    ...Object.entries(motionLabels).map(([id, label]) => ({
      id: `motion-${id}`,
      label,
      isChecked: motion === id,
      onaction: () => void setPreferences({ motion: id as Preferences['motion'] }),
    })),
  ];
}

export const helpItems = (): MenuItem[] => [
  {
    id: 'help',
    label: 'Help: concepts and names',
    icon: 'book-open',
    onaction: () => void navigate(addressOf('help')),
  },
  { id: 'shortcuts', label: 'Keyboard shortcuts', icon: 'keyboard', hint: '?', onaction: () => openShortcuts(true) },
];
