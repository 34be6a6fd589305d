import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import { scenarioLimits } from '../../../shared/scenario/scenario.ts';
import { pathText, type Path, type ScenarioError } from './errors.ts';

/** What is refused before and after YAML is parsed, although YAML would allow it. */
export type Position = (offset: number) => { line: number; column: number };
export type Refusal = { ok: false; errors: ScenarioError[] };

export const deepest = 40;
export const mostErrors = 100;
const mostOpen = 400;
const mostLines = 50_000;
const longestLine = 6000;

export const failure = (message: string, expected: string, line = 1, column = 1, path = ''): Refusal => ({
  ok: false,
  errors: [{ line, column, path, message, expected }],
});

export function refuseText(text: string): Refusal | undefined {
  if (text.length > scenarioLimits.bytes) return failure('The file is too large.', 'at most 2 MiB');
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const before = text.slice(0, nul).split('\n');
    return failure(
      'The file contains a NUL character, so it is no text.',
      'UTF-8 text',
      before.length,
      (before[before.length - 1] ?? '').length + 1,
    );
  }
  if (/\p{Surrogate}/u.test(text)) return failure('The file contains half of a character.', 'UTF-8 text');
  return refuseShape(text);
}

/**
 * What no scenario looks like, told before the parser sees it: it needs many seconds for a million brackets or lines. Brackets
 * in texts count too, which is why the limit is far above any real nesting.
 */
function refuseShape(text: string): Refusal | undefined {
  let line = 1;
  let start = 0;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line += 1;
      start = at + 1;
      if (line > mostLines) return failure('The file has too many lines.', `at most ${mostLines} lines`, line);
    } else if (at - start >= longestLine)
      return failure('This line is too long.', `at most ${longestLine} characters`, line, at - start + 1);
    else if (code === 91 || code === 123) {
      open += 1;
      if (open > mostOpen)
        return failure('The file is nested too deeply.', `at most ${deepest} levels`, line, at - start + 1);
    } else if ((code === 93 || code === 125) && open > 0) open -= 1;
  }
  return undefined;
}

/** Aliases could blow a small file up to any size; tags and merge keys make a text mean something else than it shows. */
export function refuseNodes(
  node: unknown,
  path: Path,
  position: Position,
  errors: ScenarioError[],
  depth: number,
): void {
  if (errors.length >= mostErrors || node === null || node === undefined) return;
  const refuse = (at: unknown, message: string, expected: string, where: Path = path): void => {
    const range = (at as { range?: [number, number, number] | null }).range;
    errors.push({ ...position(range?.[0] ?? 0), path: pathText(where), message, expected });
  };
  if (depth > deepest) {
    refuse(node, 'The file is nested too deeply.', `at most ${deepest} levels`);
    return;
  }
  if (isAlias(node)) {
    refuse(node, 'Aliases (*name) are not allowed.', 'the value itself');
    return;
  }
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  if (anchor !== undefined) refuse(node, 'Anchors (&name) are not allowed.', 'the value without a name');
  if (tag !== undefined) refuse(node, 'Tags (!name) are not allowed.', 'a plain value');
  if (isSeq(node))
    node.items.forEach((item, index) => refuseNodes(item, [...path, index], position, errors, depth + 1));
  if (!isMap(node)) return;
  const names = new Set<string>();
  for (const { key, value } of node.items) {
    const name = nameOf(key);
    if (name === undefined) {
      refuse(key ?? node, 'A field needs a plain name.', 'a name followed by a colon');
      continue;
    }
    if ((key as { anchor?: string }).anchor !== undefined)
      refuse(key, 'Anchors (&name) are not allowed.', 'the value without a name');
    if (name === '<<') refuse(key, 'Merge keys (<<) are not allowed.', 'the fields themselves');
    if (name === '__proto__') refuse(key, 'The field "__proto__" is unknown here.', 'another name');
    if (names.has(name)) refuse(key, 'This field is there twice.', 'each field once', [...path, name]);
    names.add(name);
    refuseNodes(value, [...path, name], position, errors, depth + 1);
  }
}

/** The text of a field's name; undefined for a list, a map or nothing in its place. */
export function nameOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  const { value } = key;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
