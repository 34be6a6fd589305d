import { addressOf, screens, wayTo, type ScreenId } from '../../shared/screens.ts';
import type { Crumb } from '../ui/types.ts';

/** The documented way to a page, and the page as it is called there; Home itself needs no way. */
export function crumbsTo(page: ScreenId, label: string): Crumb[] {
  if (page === 'home') return [];
  const way = wayTo(page);
  const isWithin = screens[page].shown === 'within';
  const above = isWithin ? way : way.slice(0, -1);
  return [
    ...above.map((node) => ({ label: node.title, ...(node.page === undefined ? {} : { path: addressOf(node.page) }) })),
    { label: isWithin ? label : (way.at(-1)?.title ?? label) },
  ];
}
