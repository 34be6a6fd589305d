import { screenIds, screens } from '../../../shared/screens.ts';

/** A page that no window has, as a new line of the table of pages would make it; imported first. */
const mice = {
  title: 'Mice',
  address: '/entra/mice',
  console: 'entra',
  icon: 'beaker',
  shown: 'navigation',
  path: ['Entra ID', 'Mice'],
} as const;
Object.assign(screens, { mice });
export const newScreen = 'mice' as 'home';
// What the table's own file read of it before.
screenIds.push(newScreen);
