import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { screenAt, screens } from '../../shared/screens.ts';
import type { Place, PreferencesFile } from './preferences.ts';
import { appOrigin } from './protocol.ts';

/** So much of a window has to lie on a display to be taken hold of. */
const visible = { width: 120, height: 60 };

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

/** The kept place, as large as its display allows; undefined where no display shows it any more. */
export function placeOn(workAreas: readonly Rectangle[], place: Place): Rectangle | undefined {
  const area = workAreas.find(
    ({ x, y, width, height }) =>
      overlap(place.x, place.width, x, width) >= visible.width &&
      // The title is what a window is moved by.
      place.y >= y &&
      place.y + visible.height <= y + height,
  );
  if (!area) return undefined;
  return {
    x: place.x,
    y: place.y,
    width: Math.min(place.width, area.width),
    height: Math.min(place.height, area.height),
  };
}

export const keptPlace = ({ place }: PreferencesFile): Rectangle | undefined =>
  place
    ? placeOn(
        screen.getAllDisplays().map(({ workArea }) => workArea),
        place,
      )
    : undefined;

/** The address within the app, of a page that the main window shows; null for anything else. */
export function pageOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url, appOrigin)) return null;
  const { origin, protocol, host, pathname, search } = new URL(url, appOrigin);
  // Node knows no origin of schemes of our own.
  if (origin !== appOrigin && `${protocol}//${host}` !== appOrigin) return null;
  const page = screenAt(pathname);
  return page === undefined || screens[page].shown === 'window' ? null : pathname + search;
}

const quietMs = 400;

/** Keeps where the window stands and what it shows, a moment after the last change and when it closes. */
export function followPlace(window: BrowserWindow, preferences: PreferencesFile): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed()) return;
    const page = pageOf(window.webContents.getURL());
    preferences.keep({
      place: { ...window.getNormalBounds(), isMaximized: window.isMaximized() },
      ...(page === null ? {} : { page }),
    });
  };
  const later = (): void => void (timer ??= setTimeout(keep, quietMs));
  for (const change of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(change as 'resize', later);
  window.webContents.on('did-navigate-in-page', later);
  window.on('close', keep);
}
