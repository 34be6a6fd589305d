import { consoleIds, type ConsoleId } from '../../shared/screens.ts';

/** Keys that belong to the program wherever one is: whatever takes keys for itself, a terminal, lets them through. */
type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** Ctrl+K, or with the key of a Mac: the search. */
export const isSearchKey = ({ key, ctrlKey, metaKey }: Pressed): boolean =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey);

/**
 * The place that Ctrl and a number stand for. The number is known by where it lies, too: on keyboards that type digits with Shift,
 * such as the French one, the same key gives a sign.
 */
export function placeOfKey({ key, code, ctrlKey, altKey, shiftKey }: Pressed): ConsoleId | undefined {
  if (!ctrlKey || altKey || shiftKey) return undefined;
  return consoleIds.find((_, index) => key === String(index + 1) || code === `Digit${index + 1}`);
}

export const isAppKey = (event: Pressed): boolean => isSearchKey(event) || placeOfKey(event) !== undefined;
