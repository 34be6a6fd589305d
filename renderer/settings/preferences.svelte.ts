import type { Preferences } from '../../shared/requests.ts';
import { ask, listen } from '../api/client.ts';

/*
 * What a person sets for themselves on this computer. The main process keeps it; a copy in the window's storage lets the first
 * picture be drawn in the right colors and size before the main process has answered.
 */
export type Theme = Preferences['theme'];
export const textSizes = [80, 90, 100, 115, 130, 150, 175, 200] as const;

const storageKey = 'tandem.preferences';
const defaults: Preferences = { theme: 'system', motion: 'system', textPercent: 100, columns: {} };
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const prefersContrast = matchMedia('(prefers-contrast: more)');

class Kept {
  #current: Preferences = $state.raw(remembered());
  #root: HTMLElement | null = null;

  get current(): Preferences {
    return this.#current;
  }

  /** Draws them now and whenever they change, or what the operating system wishes does. */
  drawOn(root: HTMLElement): void {
    this.#root = root;
    this.#draw();
    for (const wish of [prefersDark, prefersContrast]) wish.addEventListener('change', () => this.#draw());
  }

  show(change: Partial<Preferences>): void {
    this.#current = { ...this.#current, ...change };
    remember(this.#current);
    this.#draw();
  }

  /**
   * Writes them to the document: at once and not in an effect of the root component, which would run after those of its
   * children, and charts would be drawn with the colors of the former theme.
   */
  #draw(): void {
    if (!this.#root) return;
    const { theme, motion, textPercent } = this.#current;
    this.#root.dataset['theme'] = drawnTheme(theme);
    this.#root.dataset['motion'] = motion;
    this.#root.style.fontSize = textPercent === 100 ? '' : `${textPercent}%`;
  }
}
export const preferences = new Kept();

/** Shown at once, then kept by the main process. */
export async function setPreferences(change: Partial<Preferences>): Promise<void> {
  preferences.show(change);
  await ask('preferences:write', preferences.current);
}

/** The theme that is drawn: `system` follows the operating system, and a wish for more contrast comes first. */
export function drawnTheme(theme: Theme): Exclude<Theme, 'system'> {
  if (theme !== 'system') return theme;
  if (prefersContrast.matches) return 'hc';
  return prefersDark.matches ? 'dark' : 'light';
}

/** Takes over what the main process keeps, now and whenever another window changes it. */
export async function followPreferences(): Promise<void> {
  listen('preferences-changed', (changed) => preferences.show(changed));
  const kept = await ask('preferences:read', {});
  if (kept.ok) preferences.show(kept.value);
}

function remembered(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>;
    return { ...defaults, ...stored };
  } catch {
    // A copy that cannot be read costs one frame in other colors, no more.
    return defaults;
  }
}

function remember(state: Preferences): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(state));
  } catch {
    // The main process has them; only the first picture of the next start may differ.
  }
}
