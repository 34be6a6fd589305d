import { formatIso } from '../../../../shared/time.ts';
import { fits, likeWildcards } from '../../kernel/wildcards.ts';
import {
  freeName,
  QueryProblem,
  type Expression,
  type Named,
  type Order,
  type Query,
  type Scalar,
  type Step,
} from './parse.ts';

/** A table as it passes through a query: columns in order, rows by column. */
export type Row = Readonly<Record<string, Scalar>>;
export type Table = { columns: readonly string[]; rows: readonly Row[] };
/** What an entity holds; undefined for one that there is not. */
export type EntityOf = (name: string, args: readonly Scalar[]) => Table | undefined;
type Context = { now: number; entity: EntityOf };

/** Somebody may write `constructor()`. */
const ownOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const isTime = (value: Scalar): value is { at: number } => typeof value === 'object' && value !== null;
const textOf = (value: Scalar): string => (value === null ? '' : isTime(value) ? formatIso(value.at) : String(value));
const numberOf = (value: Scalar): number | null => {
  if (typeof value === 'number') return value;
  if (isTime(value)) return value.at;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = value === null || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? null : number;
};

/** Texts are compared without their case. Less than 0, 0 or more; null where one of them is not there. */
function compare(a: Scalar, b: Scalar): number | null {
  if (a === null || b === null) return null;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null && (typeof a !== 'string' || typeof b !== 'string')) return x - y;
  const [s, t] = [textOf(a).toLowerCase(), textOf(b).toLowerCase()];
  return s < t ? -1 : s > t ? 1 : 0;
}
const isTrue = (value: Scalar): boolean => value === true || (typeof value === 'number' && value !== 0);

const texts: Readonly<Record<string, (text: string, wanted: string) => boolean>> = {
  contains: (text, wanted) => text.includes(wanted),
  startswith: (text, wanted) => text.startsWith(wanted),
  endswith: (text, wanted) => text.endsWith(wanted),
  like: (text, wanted) => fits(wanted, text, likeWildcards),
};
function binary(operator: string, left: Scalar, right: Scalar): Scalar {
  const sign = operator.startsWith('!') && operator !== '!=' ? operator.slice(1) : operator;
  const test = ownOf(texts, sign);
  if (test) {
    const holds = test(textOf(left).toLowerCase(), textOf(right).toLowerCase());
    return sign === operator ? holds : !holds;
  }
  const order = compare(left, right);
  switch (operator) {
    case '==':
      return left === null && right === null ? true : order === 0;
    case '!=':
      return left === null && right === null ? false : order !== 0;
    case '<':
      return order !== null && order < 0;
    case '<=':
      return order !== null && order <= 0;
    case '>':
      return order !== null && order > 0;
    case '>=':
      return order !== null && order >= 0;
    default:
      return arithmetic(operator, left, right);
  }
}
function arithmetic(operator: string, left: Scalar, right: Scalar): Scalar {
  if (operator === '+' && typeof left === 'string') return left + textOf(right);
  const [x, y] = [numberOf(left), numberOf(right)];
  if (x === null || y === null) return null;
  const result = { '+': x + y, '-': x - y, '*': x * y, '/': y === 0 ? null : x / y, '%': y === 0 ? null : x % y }[
    operator
  ];
  if (result === undefined) throw new QueryProblem(`“${operator}” is no operator.`);
  if (result === null) return null;
  // A time and a span make a time, two times a span.
  return isTime(left) !== isTime(right) && (operator === '+' || operator === '-') ? { at: result } : result;
}

type Fn = (args: readonly Scalar[], now: number) => Scalar;
const at = (args: readonly Scalar[], index: number): Scalar => args[index] ?? null;
const whole = (value: Scalar): number => Math.trunc(numberOf(value) ?? 0);
const parts: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 };
function part(value: Scalar): number {
  const size = ownOf(parts, textOf(value).toLowerCase());
  if (size === undefined) throw new QueryProblem(`“${textOf(value)}” is no part of a date that can be used here.`);
  return size;
}
const functions: Readonly<Record<string, { least: number; most: number; call: Fn }>> = {
  ago: { least: 1, most: 1, call: ([span = null], now) => ({ at: now - whole(span) }) },
  now: { least: 0, most: 1, call: ([span = null], now) => ({ at: now + whole(span) }) },
  bin: {
    least: 2,
    most: 2,
    call: ([value = null, size = null]) => {
      const [x, y] = [numberOf(value), numberOf(size)];
      if (x === null || y === null || y <= 0) return null;
      const floor = Math.floor(x / y) * y;
      return isTime(value) ? { at: floor } : floor;
    },
  },
  iif: { least: 3, most: 3, call: (args) => at(args, isTrue(at(args, 0)) ? 1 : 2) },
  case: {
    least: 3,
    most: 64,
    call: (args) => {
      for (let index = 0; index + 1 < args.length; index += 2) if (isTrue(at(args, index))) return at(args, index + 1);
      return args.length % 2 === 1 ? at(args, args.length - 1) : null;
    },
  },
  datetime_add: {
    least: 3,
    most: 3,
    call: ([unit = null, amount = null, time = null]) => ({ at: whole(time) + whole(amount) * part(unit) }),
  },
  datetime_diff: {
    least: 3,
    most: 3,
    call: ([unit = null, later = null, earlier = null]) => {
      const size = part(unit);
      return Math.floor(whole(later) / size) - Math.floor(whole(earlier) / size);
    },
  },
  indexof: { least: 2, most: 2, call: ([text = null, wanted = null]) => textOf(text).indexOf(textOf(wanted)) },
  isnull: { least: 1, most: 1, call: ([value = null]) => value === null },
  isnotnull: { least: 1, most: 1, call: ([value = null]) => value !== null },
  strcat: { least: 1, most: 64, call: (args) => args.map(textOf).join('') },
  strlen: { least: 1, most: 1, call: ([text = null]) => textOf(text).length },
  substring: {
    least: 2,
    most: 3,
    call: ([text = null, start = null, length]) => {
      const from = Math.max(0, whole(start));
      return textOf(text).slice(from, length === undefined ? undefined : from + Math.max(0, whole(length)));
    },
  },
  tostring: { least: 1, most: 1, call: ([value = null]) => textOf(value) },
};

const numbers = (values: readonly Scalar[]): number[] => values.flatMap((value) => numberOf(value) ?? []);
const extreme = (values: readonly Scalar[], sign: 1 | -1): Scalar =>
  values
    .filter((value) => value !== null)
    .reduce<Scalar>((best, value) => (best === null || (compare(value, best) ?? 0) * sign > 0 ? value : best), null);
const sum = (values: readonly Scalar[]): number => numbers(values).reduce((total, value) => total + value, 0);
type Aggregate = { args: number; call: (values: readonly (readonly Scalar[])[]) => Scalar };
/** Of each row the values of the arguments. */
const column = (rows: readonly (readonly Scalar[])[], index = 0): Scalar[] => rows.map((row) => at(row, index));
const where = (rows: readonly (readonly Scalar[])[], index: number) => rows.filter((row) => isTrue(at(row, index)));
const aggregates: Readonly<Record<string, Aggregate>> = {
  count: { args: 0, call: (rows) => rows.length },
  countif: { args: 1, call: (rows) => where(rows, 0).length },
  dcount: { args: 1, call: (rows) => new Set(column(rows).map((value) => textOf(value).toLowerCase())).size },
  sum: { args: 1, call: (rows) => sum(column(rows)) },
  sumif: { args: 2, call: (rows) => sum(column(where(rows, 1))) },
  avg: {
    args: 1,
    call: (rows) => {
      const known = numbers(column(rows));
      return known.length === 0 ? null : sum(known) / known.length;
    },
  },
  min: { args: 1, call: (rows) => extreme(column(rows), -1) },
  max: { args: 1, call: (rows) => extreme(column(rows), 1) },
  minif: { args: 2, call: (rows) => extreme(column(where(rows, 1)), -1) },
  maxif: { args: 2, call: (rows) => extreme(column(where(rows, 1)), 1) },
  percentile: {
    args: 2,
    call: (rows) => {
      const known = numbers(column(rows)).sort((a, b) => a - b);
      const share = numberOf(at(rows[0] ?? [], 1)) ?? 0;
      return known.length === 0 ? null : known[Math.max(0, Math.ceil((share / 100) * known.length) - 1)]!;
    },
  },
};

function evaluate(expression: Expression, row: Row, table: Table, context: Context): Scalar {
  const of = (inner: Expression): Scalar => evaluate(inner, row, table, context);
  switch (expression.is) {
    case 'value':
      return expression.value;
    case 'span':
      return expression.seconds;
    case 'not':
      return !isTrue(of(expression.of));
    case 'column':
      return row[columnOf(table, expression.name)] ?? null;
    case 'binary':
      if (expression.operator === 'and') return isTrue(of(expression.left)) && isTrue(of(expression.right));
      if (expression.operator === 'or') return isTrue(of(expression.left)) || isTrue(of(expression.right));
      return binary(expression.operator, of(expression.left), of(expression.right));
    case 'call': {
      const known = ownOf(functions, expression.name);
      if (!known) throw new QueryProblem(`“${expression.name}” is no function.`);
      const { args } = expression;
      if (args.length < known.least || args.length > known.most)
        throw new QueryProblem(`${expression.name}() takes another number of arguments.`);
      // A part of a date is written without quotation marks.
      return known.call(
        args.map((arg) =>
          arg.is === 'column' && ownOf(parts, arg.name.toLowerCase()) !== undefined ? arg.name : of(arg),
        ),
        context.now,
      );
    }
  }
}
function columnOf(table: Table, name: string): string {
  const found = table.columns.find((known) => known.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new QueryProblem(`There is no column “${name}”.`);
  return found;
}

function summarize(table: Table, step: Step & { is: 'summarize' }, context: Context): Table {
  const groups = new Map<string, Row[]>();
  const keysOf = (row: Row) => step.by.map(({ expression }) => evaluate(expression, row, table, context));
  for (const row of table.rows) {
    const key = JSON.stringify(keysOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  if (step.by.length === 0 && groups.size === 0) groups.set('[]', []);
  const aggregate = ({ name, expression }: Named, rows: readonly Row[]): [string, Scalar] => {
    const known = expression.is === 'call' ? ownOf(aggregates, expression.name) : undefined;
    if (expression.is !== 'call' || !known) throw new QueryProblem(`“${name}” is no aggregate.`);
    const { args } = expression;
    if (args.length !== known.args) throw new QueryProblem(`${expression.name}() takes another number of arguments.`);
    return [name, known.call(rows.map((row) => args.map((arg) => evaluate(arg, row, table, context))))];
  };
  const rows = [...groups.values()].map((group): Row => {
    const keys = group[0] ? keysOf(group[0]) : [];
    return Object.fromEntries([
      ...step.by.map(({ name }, index): [string, Scalar] => [name, at(keys, index)]),
      ...step.aggregates.map((one) => aggregate(one, group)),
    ]);
  });
  return { columns: [...step.by, ...step.aggregates].map(({ name }) => name), rows };
}

function ordered(table: Table, by: readonly Order[], context: Context): Row[] {
  return table.rows.toSorted((a, b) => {
    for (const { expression, isDescending } of by) {
      const [x, y] = [evaluate(expression, a, table, context), evaluate(expression, b, table, context)];
      const order = x === null || y === null ? Number(x !== null) - Number(y !== null) : (compare(x, y) ?? 0);
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

/** So many rows a join makes at most (assumed): each pair of rows is one. */
const mostJoined = { rows: 50_000, text: '50,000' };

/** Columns of the other table under names that the first does not have: `Name1`, and after another join `Name2`. */
function namesAfter(columns: readonly string[], others: readonly string[]): { from: string; to: string }[] {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  return others
    .filter((name) => !isDevice(name))
    .map((from) => {
      const to = freeName(from, (name) => taken.has(name.toLowerCase()));
      taken.add(to.toLowerCase());
      return { from, to };
    });
}
const isDevice = (name: string): boolean => name.toLowerCase() === 'device';

type KeyOf = (row: Row) => string;
/** What rows of two tables are joined by: the device that they are of. A table that does not tell it goes with every row. */
function keysOf(table: Table, other: Table): [KeyOf, KeyOf] {
  const [left, right] = [table.columns.find(isDevice), other.columns.find(isDevice)];
  if (left === undefined || right === undefined) return [() => '', () => ''];
  const keyBy =
    (name: string): KeyOf =>
    (row) =>
      textOf(row[name] ?? null).toLowerCase();
  return [keyBy(left), keyBy(right)];
}
function join(table: Table, step: Step & { is: 'join' }, context: Context): Table {
  const other = runQuery(step.with, context);
  const names = namesAfter(table.columns, other.columns);
  const [leftKey, rightKey] = keysOf(table, other);
  const matches = new Map<string, Row[]>(other.rows.map((row) => [rightKey(row), []]));
  for (const row of other.rows) matches.get(rightKey(row))!.push(row);
  const pairs = table.rows.reduce((total, row) => total + (matches.get(leftKey(row))?.length ?? 0), 0);
  if (pairs > mostJoined.rows)
    throw new QueryProblem(`The join makes more than ${mostJoined.text} rows. Filter before it.`);
  const right = (row: Row | undefined): Row =>
    Object.fromEntries(names.map(({ from, to }): [string, Scalar] => [to, row?.[from] ?? null]));
  const left = (row: Row): Row =>
    Object.fromEntries(
      table.columns.map((name): [string, Scalar] => [name, isDevice(name) ? deviceOf(other, row) : null]),
    );
  const keepsLeft = step.kind === 'leftouter' || step.kind === 'fullouter';
  const keepsRight = step.kind === 'rightouter' || step.kind === 'fullouter';
  const known = new Set(table.rows.map(leftKey));
  const rows = table.rows.flatMap((row) =>
    (matches.get(leftKey(row)) ?? (keepsLeft ? [undefined] : [])).map((one) => ({ ...row, ...right(one) })),
  );
  const alone = keepsRight ? other.rows.filter((row) => !known.has(rightKey(row))) : [];
  return {
    columns: [...table.columns, ...names.map(({ to }) => to)],
    rows: [...rows, ...alone.map((row) => ({ ...left(row), ...right(row) }))],
  };
}
const deviceOf = ({ columns }: Table, row: Row): Scalar => row[columns.find(isDevice) ?? ''] ?? null;

function carryOut(table: Table, step: Step, context: Context): Table {
  switch (step.is) {
    case 'where':
      return { ...table, rows: table.rows.filter((row) => isTrue(evaluate(step.condition, row, table, context))) };
    case 'project':
      return {
        columns: step.columns.map(({ name }) => name),
        rows: table.rows.map((row) =>
          Object.fromEntries(
            step.columns.map(({ name, expression }) => [name, evaluate(expression, row, table, context)]),
          ),
        ),
      };
    case 'distinct': {
      const columns = step.columns.map((name) => columnOf(table, name));
      const rows = new Map(
        table.rows.map((row) => {
          const values = columns.map((name): [string, Scalar] => [name, row[name] ?? null]);
          return [JSON.stringify(values).toLowerCase(), Object.fromEntries(values)];
        }),
      );
      return { columns, rows: [...rows.values()] };
    }
    case 'count':
      return { columns: ['Count'], rows: [{ Count: table.rows.length }] };
    case 'take':
      return { ...table, rows: table.rows.slice(0, step.rows) };
    case 'order': {
      const rows = ordered(table, step.by, context);
      return { ...table, rows: step.rows === null ? rows : rows.slice(0, step.rows) };
    }
    case 'summarize':
      return summarize(table, step, context);
    case 'join':
      return join(table, step, context);
  }
}

/** Throws QueryProblem for what cannot be carried out. */
export function runQuery({ entity, args, steps }: Query, context: Context): Table {
  const empty: Table = { columns: [], rows: [] };
  const given = args.map((arg) => evaluate(arg, {}, empty, context));
  const start = context.entity(entity, given);
  if (!start) throw new QueryProblem(`There is no entity “${entity}”.`);
  return steps.reduce((table, step) => carryOut(table, step, context), start);
}

/** How a value reads in a result. */
export const shown = textOf;
