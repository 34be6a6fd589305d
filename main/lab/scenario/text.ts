import {
  isMap,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Pair,
  type ParsedNode,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { pathText, type Path, type ScenarioError } from './errors.ts';
import { deepest, failure, mostErrors, nameOf, refuseNodes, refuseText, type Position } from './guards.ts';

/**
 * Reads YAML as plain data with places. Only what a scenario needs is allowed: one document of maps, lists and scalars.
 */
export type Place = (path: Path, isKey?: boolean) => { line: number; column: number };
export type TextResult = { ok: true; value: unknown; place: Place } | { ok: false; errors: ScenarioError[] };

export function readText(source: string): TextResult {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const refused = refuseText(text);
  if (refused) return refused;
  const counter = new LineCounter();
  let documents: readonly Document.Parsed<ParsedNode>[];
  try {
    documents = parseAllDocuments(text, {
      version: '1.2',
      schema: 'core',
      strict: true,
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      logLevel: 'silent',
      lineCounter: counter,
    }) as readonly Document.Parsed<ParsedNode>[];
  } catch {
    return failure(
      'The file cannot be read as YAML: it is nested too deeply or malformed.',
      'a scenario of maps, lists and values',
    );
  }
  const position: Position = (offset) => {
    const { line, col } = counter.linePos(offset);
    return { line: line || 1, column: col || 1 };
  };
  const [document, second] = documents;
  if (!document?.contents) {
    const [error] = document?.errors ?? [];
    if (error) return { ok: false, errors: [syntaxError(error, null, position)] };
    return failure('The file is empty.', 'a scenario that begins with schemaVersion: 2');
  }
  const { contents } = document;
  if (document.errors.some(isTooDeep)) return failure('The file is nested too deeply.', `at most ${deepest} levels`);
  const errors = document.errors.slice(0, mostErrors).map((error) => syntaxError(error, contents, position));
  if (second)
    errors.push({
      ...position(second.range[0]),
      path: '',
      message: 'The file holds more than one document.',
      expected: 'one document',
    });
  try {
    refuseNodes(contents, [], position, errors, 0);
    if (errors.length > 0) return { ok: false, errors: sorted(errors) };
    return { ok: true, value: document.toJS({ maxAliasCount: 0 }) as unknown, place: placeIn(document, position) };
  } catch {
    return failure(
      'The file cannot be read as YAML: it is nested too deeply or malformed.',
      'a scenario of maps, lists and values',
    );
  }
}

export const sorted = (errors: ScenarioError[]): ScenarioError[] =>
  errors.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, mostErrors);

/** The library's messages name tokens of its own; these say what an author has to change. */
const syntaxMessages: Partial<Record<YAMLError['code'], [message: string, expected: string]>> = {
  MULTIPLE_DOCS: ['The file holds more than one document.', 'one document'],
  TAB_AS_INDENT: ['A tab is used for indentation.', 'spaces'],
  BAD_INDENT: [
    'The indentation does not fit the lines before, or a bracket or quote before it is left open.',
    'the same indentation as its neighbors',
  ],
  MISSING_CHAR: [
    'A character is missing here, such as a colon, a comma or a closing quote or bracket.',
    'complete YAML',
  ],
  MULTILINE_IMPLICIT_KEY: ['A colon is missing after this name, or a quote is not closed.', '"name: value"'],
  BLOCK_AS_IMPLICIT_KEY: ['A list or a map cannot stand on the line of its name.', 'a new line after the colon'],
};

/** The parser is recursive; text nested a thousand levels deep ends its stack, which it reports as an error like others. */
const isTooDeep = (error: YAMLError): boolean => error.message.includes('call stack');

function syntaxError(error: YAMLError, contents: unknown, position: Position): ScenarioError {
  const [message, expected] = syntaxMessages[error.code] ?? [
    `This is no valid YAML: ${error.message.split('\n')[0] ?? ''}.`.replace(/\.\.$/, '.'),
    'valid YAML',
  ];
  return { ...position(error.pos[0]), path: pathText(pathAt(contents, error.pos[0])), message, expected };
}

/** The field that a place in the text belongs to, as far as the broken text still tells. */
function pathAt(contents: unknown, offset: number): Path {
  const path: PropertyKey[] = [];
  const covers = (node: unknown): boolean => {
    const range = (node as { range?: [number, number, number] | null } | null)?.range;
    return range !== undefined && range !== null && range[0] <= offset && offset < range[2];
  };
  let node = contents;
  for (let depth = 0; depth < deepest; depth += 1) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key, value }) => covers(key) || covers(value));
      const name = pair && nameOf(pair.key);
      if (!pair || name === undefined) break;
      path.push(name);
      next = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex(covers);
      if (index === -1) break;
      path.push(index);
      next = node.items[index];
    } else break;
    node = next;
  }
  return path;
}

/** Finds the place of a path: its value, its key, or the nearest thing around it that the file does contain. */
function placeIn(document: Document.Parsed<ParsedNode>, position: Position): Place {
  // A map of fifty thousand fields that are all unknown is looked through once and not for each of them.
  const byName = new WeakMap<YAMLMap, Map<string, Pair>>();
  const pairsOf = (map: YAMLMap): Map<string, Pair> => {
    const known = byName.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key) ?? '', pair]));
    byName.set(map, known);
    return known;
  };
  return (path, isKey = false) => {
    let node: unknown = document.contents;
    let offset = (document.contents as { range?: [number, number, number] | null }).range?.[0] ?? 0;
    for (const [depth, part] of path.entries()) {
      let next: unknown;
      if (isMap(node)) {
        const pair = pairsOf(node).get(String(part));
        if (!pair) break;
        const keyStart = (pair.key as { range?: [number, number, number] | null }).range?.[0];
        next = pair.value;
        const valueStart = (next as { range?: [number, number, number] | null } | null)?.range?.[0];
        offset = (isKey && depth === path.length - 1 ? keyStart : (valueStart ?? keyStart)) ?? offset;
      } else if (isSeq(node) && typeof part === 'number') {
        next = node.items[part];
        offset = (next as { range?: [number, number, number] | null } | undefined)?.range?.[0] ?? offset;
      } else break;
      node = next;
    }
    return position(offset);
  };
}
