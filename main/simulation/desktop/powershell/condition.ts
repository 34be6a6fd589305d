import { matches, PsError, valueOf, type PsObject } from './values.ts';

/**
 * The script block of Where-Object as far as the steps need it: comparisons of one property with a word, joined by -and, -or, -not and
 * parentheses. Case is nothing, and what an object has not is an empty word.
 */
type Condition = (object: PsObject) => boolean;

const word = /\s*(\(|\)|!|-\w+|\$_\.\w+|\$\w+|"[^"]*"|'[^']*'|[^\s()]+)/y;
const comparisons: Readonly<Record<string, (value: string, than: string) => boolean>> = {
  '-eq': (value, than) => value.toLowerCase() === than.toLowerCase(),
  '-ne': (value, than) => value.toLowerCase() !== than.toLowerCase(),
  '-like': (value, than) => matches(than, value),
  '-notlike': (value, than) => !matches(than, value),
  '-match': (value, than) => value.toLowerCase().includes(than.toLowerCase()),
};

/** Throws in PowerShell's words for what it cannot read. */
export function readCondition(block: string): Condition {
  const words = wordsOf(block.trim().replace(/^\{([\s\S]*)\}$/, '$1'));
  let at = 0;
  const take = (): string => words[at++] ?? '';
  const isNext = (known: string): boolean => words[at]?.toLowerCase() === known && take() !== '';

  function either(): Condition {
    let left = both();
    while (isNext('-or')) {
      const [one, other] = [left, both()];
      left = (object) => one(object) || other(object);
    }
    return left;
  }
  function both(): Condition {
    let left = term();
    while (isNext('-and')) {
      const [one, other] = [left, term()];
      left = (object) => one(object) && other(object);
    }
    return left;
  }
  function term(): Condition {
    if (isNext('-not') || isNext('!')) {
      const inner = term();
      return (object) => !inner(object);
    }
    if (isNext('(')) {
      const inner = either();
      if (!isNext(')')) throw unread(block);
      return inner;
    }
    const name = /^\$_\.(\w+)$/.exec(take())?.[1];
    if (name === undefined) throw unread(block);
    const value = (object: PsObject): string => valueOf(object, name) ?? '';
    const compare = comparisons[words[at]?.toLowerCase() ?? ''];
    if (!compare) return (object) => !['', 'false'].includes(value(object).toLowerCase());
    take();
    const than = plain(take());
    return (object) => compare(value(object), than);
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
const plain = (text: string): string => {
  if (/^\$(true|false)$/i.test(text)) return text.toLowerCase() === '$true' ? 'True' : 'False';
  return text.toLowerCase() === '$null' ? '' : text.replace(/^(["'])(.*)\1$/s, '$2');
};
const unread = (block: string): PsError =>
  new PsError(`The expression '${block}' cannot be read here.`, 'ParserError: (:) []', 'ExpressionNotUnderstood');
