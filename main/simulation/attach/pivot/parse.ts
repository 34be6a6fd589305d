/**
 * The language of CMPivot in the cloud: `Entity | operator | …`. Source: CMPivot overview and its page in tenant attach (operators,
 * aggregates and functions as listed there). What the cloud lacks, `render` and five entities, is refused by name.
 */
export type Scalar = string | number | boolean | null | { at: number };
export type Expression =
  | { is: 'value'; value: Scalar }
  | { is: 'span'; seconds: number }
  | { is: 'column'; name: string }
  | { is: 'call'; name: string; args: Expression[] }
  | { is: 'not'; of: Expression }
  | { is: 'binary'; operator: string; left: Expression; right: Expression };
/** What a column of a projection or a summary is called, and what it is. */
export type Named = { name: string; expression: Expression };
export type Step =
  | { is: 'where'; condition: Expression }
  | { is: 'project'; columns: Named[] }
  | { is: 'distinct'; columns: string[] }
  | { is: 'count' }
  | { is: 'take'; rows: number }
  | { is: 'order'; by: Order[]; rows: number | null }
  | { is: 'summarize'; aggregates: Named[]; by: Named[] }
  | { is: 'join'; kind: 'inner' | 'leftouter' | 'rightouter' | 'fullouter'; with: Query };
export type Order = { expression: Expression; isDescending: boolean };
export type Query = { entity: string; args: Expression[]; steps: Step[] };

/** Said to whoever typed it. */
export class QueryProblem extends Error {}

type Token = { kind: 'name' | 'number' | 'text' | 'sign' | 'end'; text: string };
const pattern =
  /\s*(?:(\d+(?:\.\d+)?(?:d|h|m|s)?\b)|([A-Za-z_]\w*)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(==|!=|<=|>=|!like|!contains|!startswith|!endswith|[-+*/%<>=(),|]))/iy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found) throw new QueryProblem(`Syntax error at “${text.slice(at).trim().slice(0, 20)}”.`);
    const [, number, name, double, single, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign.toLowerCase() });
    else tokens.push({ kind: 'text', text: (double ?? single ?? '').replace(/\\(.)/g, '$1') });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

const spans: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };
/** From the loosest to the tightest. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  [
    '==',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    'like',
    '!like',
    'contains',
    '!contains',
    'startswith',
    '!startswith',
    'endswith',
    '!endswith',
  ],
  ['+', '-'],
  ['*', '/', '%'],
];

class Parser {
  #at = 0;
  readonly #tokens: readonly Token[];
  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }
  get token(): Token {
    return this.#tokens[this.#at]!;
  }
  next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }
  is(text: string): boolean {
    return this.token.kind !== 'text' && this.token.text.toLowerCase() === text;
  }
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }
  expect(text: string): void {
    if (!this.take(text)) throw new QueryProblem(`“${text}” was expected${this.#instead()}.`);
  }
  #instead(): string {
    return this.token.kind === 'end' ? ' at the end' : ` instead of “${this.token.text}”`;
  }
  name(what: string): string {
    const token = this.next();
    if (token.kind !== 'name') throw new QueryProblem(`A ${what} was expected.`);
    return token.text;
  }
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.take(',')) items.push(read());
    return items;
  }
  whole(): number {
    const token = this.next();
    if (token.kind !== 'number' || !/^\d{1,6}$/.test(token.text)) throw new QueryProblem('A number was expected.');
    return Number(token.text);
  }

  query(): Query {
    const entity = this.name('entity');
    const args = this.take('(') ? this.args() : [];
    const steps: Step[] = [];
    while (this.take('|')) steps.push(this.step());
    return { entity, args, steps };
  }
  args(): Expression[] {
    if (this.take(')')) return [];
    const args = this.list(() => this.expression());
    this.expect(')');
    return args;
  }
  step(): Step {
    const operator = this.name('table operator').toLowerCase();
    switch (operator) {
      case 'where':
      case 'filter':
        return { is: 'where', condition: this.expression() };
      case 'project':
        return { is: 'project', columns: numbered(this.list(() => this.named())) };
      case 'distinct':
        return { is: 'distinct', columns: this.list(() => this.name('column')) };
      case 'count':
        return { is: 'count' };
      case 'take':
      case 'limit':
        return { is: 'take', rows: this.whole() };
      case 'order':
      case 'sort':
        this.expect('by');
        return { is: 'order', by: this.list(() => this.order()), rows: null };
      case 'top': {
        const rows = this.whole();
        this.expect('by');
        return { is: 'order', by: [this.order()], rows };
      }
      case 'summarize': {
        const aggregates = this.is('by') ? [] : this.list(() => this.named());
        const by = this.take('by') ? this.list(() => this.named()) : [];
        const columns = numbered([...by, ...aggregates]);
        return { is: 'summarize', aggregates: columns.slice(by.length), by: columns.slice(0, by.length) };
      }
      case 'join':
        return this.join();
      case 'render':
        throw new QueryProblem('The operator render is not available here.');
      default:
        throw new QueryProblem(`“${operator}” is no table operator.`);
    }
  }
  join(): Step {
    let kind: (Step & { is: 'join' })['kind'] = 'inner';
    if (this.take('kind')) {
      this.expect('=');
      const wanted = this.name('kind of join').toLowerCase();
      if (wanted !== 'inner' && wanted !== 'leftouter' && wanted !== 'rightouter' && wanted !== 'fullouter')
        throw new QueryProblem(`“${wanted}” is no kind of join.`);
      kind = wanted;
    }
    this.expect('(');
    const other = this.query();
    this.expect(')');
    // Rows are joined by the device that they are of, whatever is written.
    if (this.take('on')) this.name('column');
    return { is: 'join', kind, with: other };
  }
  named(): Named {
    const { token } = this;
    const following = this.#tokens[this.#at + 1];
    if (token.kind === 'name' && following?.kind === 'sign' && following.text === '=') {
      this.next();
      this.next();
      return { name: token.text, expression: this.expression() };
    }
    const expression = this.expression();
    return { name: nameOf(expression), expression };
  }
  order(): Order {
    const expression = this.expression();
    if (this.take('asc')) return { expression, isDescending: false };
    this.take('desc');
    // As in the language it comes from, the largest comes first.
    return { expression, isDescending: true };
  }

  expression(level = 0): Expression {
    const operators = levels[level];
    if (!operators) return this.unary();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = operators.find((known) => this.is(known));
      if (operator === undefined) return left;
      this.next();
      left = { is: 'binary', operator, left, right: this.expression(level + 1) };
    }
  }
  unary(): Expression {
    if (this.take('-')) return { is: 'binary', operator: '-', left: { is: 'value', value: 0 }, right: this.unary() };
    if (this.take('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const token = this.next();
    if (token.kind === 'text') return { is: 'value', value: token.text };
    if (token.kind === 'number') {
      const size = spans[token.text.at(-1)!.toLowerCase()];
      return size === undefined
        ? { is: 'value', value: Number(token.text) }
        : { is: 'span', seconds: Number(token.text.slice(0, -1)) * size };
    }
    if (token.kind !== 'name')
      throw new QueryProblem(token.text === '' ? 'The query ends too early.' : `“${token.text}” was not expected.`);
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return { is: 'value', value: word === 'true' };
    if (word === 'null') return { is: 'value', value: null };
    if (this.take('(')) {
      const args = this.args();
      return word === 'not' && args.length === 1 ? { is: 'not', of: args[0]! } : { is: 'call', name: word, args };
    }
    return { is: 'column', name: token.text };
  }
}

/** `count_`, `max_FreeSpace`: what the language calls a column that nobody has named. */
function nameOf(expression: Expression): string {
  if (expression.is === 'column') return expression.name;
  if (expression.is !== 'call') return '';
  const [first] = expression.args;
  return `${expression.name}_${first?.is === 'column' ? first.name : ''}`;
}

/** `Name`, or with the first number that makes it another: `Name1`. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 1;
  while (isTaken(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}

/** No two columns have one name; expressions without any are `Column1`, `Column2`. */
function numbered(columns: readonly Named[]): Named[] {
  const given = new Set(columns.map(({ name }) => name.toLowerCase()));
  const taken = new Set<string>();
  return columns.map((column) => {
    const name =
      column.name === ''
        ? freeName('Column', (one) => one === 'Column' || given.has(one.toLowerCase()) || taken.has(one.toLowerCase()))
        : freeName(column.name, (one) => taken.has(one.toLowerCase()));
    taken.add(name.toLowerCase());
    return { ...column, name };
  });
}

/** Throws QueryProblem. */
export function parseQuery(text: string): Query {
  const parser = new Parser(text);
  const query = parser.query();
  if (parser.token.kind !== 'end') throw new QueryProblem(`“${parser.token.text}” was not expected.`);
  return query;
}
