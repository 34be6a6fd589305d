import { addressOf, screens, wayTo, type ScreenId } from '../../shared/screens.ts';
import type { Crumb } from '../ui/types.ts';

/** The way to a page, from Home on, and the page as it is called there; Home itself needs no way. */
export function crumbsTo(page: ScreenId, label: string): Crumb[] {
  const way = wayTo(page).map((id) => ({ label: screens[id].title, path: addressOf(id) }));
  return way.length === 0 ? [] : [...way, { label }];
}
