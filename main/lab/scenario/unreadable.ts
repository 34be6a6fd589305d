import { isPlain } from '../../../shared/contract/offers.ts';
import type { Path } from './errors.ts';

/** Said of a text that is held to what every door holds the names to that people write. */
export const unreadableText = {
  message: 'This text holds control, direction-changing or invisible characters, or nothing that can be seen.',
  expected: 'characters that can be seen',
};

const isReadable = (text: string): boolean => isPlain(text) && /\S/.test(text);
/** Only the description of the whole has paragraphs. */
const isDescription = (path: Path): boolean => path.length === 1 && path[0] === 'description';

/** Where texts stand that nobody could read: values, and the names of entries. */
export function unreadableIn(value: unknown, path: Path = []): { path: Path; isKey: boolean }[] {
  if (typeof value === 'string')
    return isReadable(isDescription(path) ? value.replaceAll('\n', ' ') : value) ? [] : [{ path, isKey: false }];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, isList ? Number(key) : key];
    return [...(isReadable(key) ? [] : [{ path: at, isKey: true }]), ...unreadableIn(inner, at)];
  });
}
