import { addressOf, screens, wayTo, type ScreenId } from '../../../shared/screens.ts';
import type { Crumb } from '../../components/ui/types.ts';

/** The way to a page, from Home on. The page may be called by what it shows, say the name of a device. */
export const crumbsTo = (page: ScreenId, title: string = screens[page].title): Crumb[] => [
  ...wayTo(page).map((id) => ({ label: screens[id].title, path: addressOf(id) })),
  { label: title },
];
