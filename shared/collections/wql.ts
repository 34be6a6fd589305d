import { queryFields, type CollectionQuery, type QueryField, type QueryOperator } from './words.ts';

/**
 * Query statements of a query rule as people type them: `select … from SMS_R_System … where … and …`. The lab evaluates conditions on
 * the attributes of `queryFields`, joined by `and`; anything else is refused by name rather than read as something it does not say.
 */
type Reading = { query: CollectionQuery } | { problem: string };

class Problem extends Error {}
const tokenPattern = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(<>|!=|<=|>=|[=<>(),*])|([\w.]+))/gy;
type Token = { text: string; isLiteral: boolean };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const found = tokenPattern.exec(text);
    if (!found) throw new Problem(`“${text.slice(at).trim().slice(0, 20)}” cannot be read.`);
    const [, literal, sign, word] = found;
    if (literal !== undefined) tokens.push({ text: literal.slice(1, -1).replace(/\\(.)/g, '$1'), isLiteral: true });
    else tokens.push({ text: (sign ?? word)!, isLiteral: false });
  }
  return tokens;
}

/** Attributes by the names of the query language, in lower case; those of SMS_R_System may stand without their class. */
const fieldByName = new Map<string, QueryField>([
  ['sms_r_system.netbiosname', 'name'],
  ['netbiosname', 'name'],
]);
for (const [field, { wql }] of Object.entries(queryFields) as [QueryField, { wql: string }][]) {
  fieldByName.set(wql.toLowerCase(), field);
  if (wql.startsWith('SMS_R_System.')) fieldByName.set(wql.slice('SMS_R_System.'.length).toLowerCase(), field);
}
const operatorBySign: Readonly<Record<string, QueryOperator>> = {
  '=': 'equals',
  '<>': 'notEquals',
  '!=': 'notEquals',
  like: 'like',
};

class Parser {
  #at = 0;
  readonly #tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }
  get isOver(): boolean {
    return this.#at >= this.#tokens.length;
  }
  is(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && !token.isLiteral && token.text.toLowerCase() === word;
  }
  take(word: string): boolean {
    if (!this.is(word)) return false;
    this.#at += 1;
    return true;
  }
  next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new Problem('The statement ends too early.');
    this.#at += 1;
    return token;
  }

  /** Everything up to a word: columns and joins say nothing about which resources are found. */
  skipTo(word: string): boolean {
    while (!this.isOver && !this.is(word)) this.#at += 1;
    return !this.isOver;
  }
  conditions(): CollectionQuery {
    const found = this.term();
    while (this.take('and')) found.push(...this.term());
    if (this.is('or')) throw new Problem('Conditions can be joined by “and” only.');
    return found;
  }
  term(): CollectionQuery {
    if (!this.take('(')) return [this.condition()];
    const inner = this.conditions();
    if (!this.take(')')) throw new Problem('A closing parenthesis is missing.');
    return inner;
  }
  condition(): CollectionQuery[number] {
    const attribute = this.next().text;
    const field = fieldByName.get(attribute.toLowerCase());
    if (!field) throw new Problem(`“${attribute}” is no attribute that can be asked for here.`);
    const isNot = this.take('not');
    const sign = this.next().text;
    const operator = operatorBySign[sign.toLowerCase()];
    if (!operator || (isNot && operator !== 'like'))
      throw new Problem(`“${isNot ? 'not ' : ''}${sign}” is no operator that can be used here.`);
    const { text, isLiteral } = this.next();
    if (!isLiteral && !/^\d+$/.test(text)) throw new Problem(`“${text}” is no value: text stands in quotation marks.`);
    if (text === '' || text.length > 200) throw new Problem('A value has 1 to 200 characters.');
    return { field, operator: isNot ? 'notLike' : operator, value: text };
  }
}

const joins = ['inner', 'left', 'right', 'full', 'join'];

/** What a query statement asks for, or why it cannot be used. */
export function readWql(statement: string): Reading {
  try {
    const parser = new Parser(tokensOf(statement));
    if (!parser.take('select')) throw new Problem('A query statement begins with “select”.');
    if (!parser.skipTo('from')) throw new Problem('“from” is missing.');
    parser.next();
    const source = parser.isOver ? '' : parser.next().text;
    if (source.toLowerCase() !== 'sms_r_system')
      throw new Problem('A rule of a device collection selects from SMS_R_System.');
    // Without a condition every resource is found.
    // Joins say nothing about which resources are found; anything else before the condition is a slip that would find them all.
    if (!parser.isOver && !joins.some((word) => parser.is(word)) && !parser.is('where'))
      throw new Problem(`“${parser.next().text}” was not expected: “where” begins the conditions.`);
    if (!parser.skipTo('where')) return { query: [{ field: 'name', operator: 'like', value: '%' }] };
    parser.next();
    const query = parser.conditions();
    if (!parser.isOver) throw new Problem(`“${parser.next().text}” was not expected.`);
    if (query.length > 10) throw new Problem('A statement takes at most 10 conditions.');
    return { query };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}
