import { fits, likeWildcards } from '../../kernel/wildcards.ts';
import { matches, PsError, valueOf, type PsObject } from './values.ts';

/**
 * A condition as far as the steps need it: comparisons of one property with a word, joined by and, or, not and parentheses. Case is
 * nothing, and what an object has not is an empty word.
 */
type Condition = (object: PsObject) => boolean;
type Comparison = (value: string, than: string) => boolean;
/** How a condition is written. */
type Dialect = {
  /** A property, and its name in it. */
  property: RegExp;
  comparisons: Readonly<Record<string, Comparison>>;
  joins: Readonly<Record<'and' | 'or' | 'not', readonly string[]>>;
  /** The only properties that may be asked for; without them any. */
  properties?: readonly string[];
};

const word = /\s*(\(|\)|<>|!=|=|!|-\w+|\$_\.\w+|\$\w+|"[^"]*"|'[^']*'|[^\s()=<>!]+|\S)/y;
const isEqual: Comparison = (value, than) => value.toLowerCase() === than.toLowerCase();
const differs: Comparison = (value, than) => !isEqual(value, than);
const isLike: Comparison = (value, than) => matches(than, value);

/** The script block of Where-Object. */
const scriptBlock: Dialect = {
  property: /^\$_\.(\w+)$/,
  comparisons: {
    '-eq': isEqual,
    '-ne': differs,
    '-like': isLike,
    '-notlike': (value, than) => !isLike(value, than),
    '-match': (value, than) => value.toLowerCase().includes(than.toLowerCase()),
  },
  joins: { and: ['-and'], or: ['-or'], not: ['-not', '!'] },
};
const named = /^(\w+)$/;
/** The filter of the module ActiveDirectory, for objects with these properties. */
export const directoryFilter = (properties: readonly string[]): Dialect => ({
  property: named,
  comparisons: { '-eq': isEqual, '-ne': differs, '-like': isLike, '-notlike': (value, than) => !isLike(value, than) },
  joins: { and: ['-and'], or: ['-or'], not: ['-not', '!'] },
  properties,
});

/** What stands behind WHERE in WQL. */
export const wqlFilter = (properties: readonly string[]): Dialect => ({
  property: named,
  comparisons: {
    '=': isEqual,
    '<>': differs,
    '!=': differs,
    like: (value, than) => fits(than.toLowerCase(), value.toLowerCase(), likeWildcards),
  },
  joins: { and: ['and'], or: ['or'], not: ['not'] },
  properties,
});
/** The filter of Microsoft Graph. */
export const graphFilter = (properties: readonly string[]): Dialect => ({
  property: named,
  comparisons: { eq: isEqual, ne: differs },
  joins: { and: ['and'], or: ['or'], not: ['not'] },
  properties,
});

/** Throws in PowerShell's words for what it cannot read whole: half a condition is true of more than was asked for. */
export function readCondition(block: string, dialect: Dialect = scriptBlock): Condition {
  const words = wordsOf(block.trim().replace(/^\{([\s\S]*)\}$/, '$1'));
  const { joins, comparisons, properties } = dialect;
  let at = 0;
  const take = (): string => words[at++] ?? '';
  const isNext = (known: readonly string[]): boolean => known.includes(words[at]?.toLowerCase() ?? '') && take() !== '';

  function either(): Condition {
    let left = both();
    while (isNext(joins.or)) {
      const [one, other] = [left, both()];
      left = (object) => one(object) || other(object);
    }
    return left;
  }
  function both(): Condition {
    let left = term();
    while (isNext(joins.and)) {
      const [one, other] = [left, term()];
      left = (object) => one(object) && other(object);
    }
    return left;
  }
  function term(): Condition {
    if (isNext(joins.not)) {
      const inner = term();
      return (object) => !inner(object);
    }
    if (isNext(['('])) {
      const inner = either();
      if (!isNext([')'])) throw unread(block);
      return inner;
    }
    const name = dialect.property.exec(take())?.[1];
    if (name === undefined || properties?.some((known) => isEqual(known, name)) === false) throw unread(block);
    const value = (object: PsObject): string => valueOf(object, name) ?? '';
    const typed = words[at]?.toLowerCase() ?? '';
    if (!Object.hasOwn(comparisons, typed)) {
      if (properties) throw unread(block);
      return (object) => !['', 'false'].includes(value(object).toLowerCase());
    }
    take();
    const than = wordOf(take());
    if (than === undefined || (typed === '-match' && isExpression.test(than))) throw unread(block);
    return (object) => comparisons[typed]!(value(object), than);
  }

  const condition = either();
  if (at < words.length) throw unread(block);
  return condition;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  word.lastIndex = 0;
  for (let found = word.exec(text); found; found = word.exec(text)) words.push(found[1]!);
  return words;
}
/** Only plain text is searched for, no expressions. */
const isExpression = /[\\^$|?*+()[\]{}]/;
/** What a property is compared with; undefined where there is no word, or a variable that has no value here. */
const wordOf = (text: string): string | undefined => {
  const low = text.toLowerCase();
  if (low === '$true' || low === '$false') return low === '$true' ? 'True' : 'False';
  if (low === '$null') return '';
  return text === '' || text.startsWith('$') ? undefined : text.replace(/^(["'])(.*)\1$/s, '$2');
};
const unread = (block: string): PsError =>
  new PsError(`The expression '${block}' cannot be read here.`, 'ParserError: (:) []', 'ExpressionNotUnderstood');
