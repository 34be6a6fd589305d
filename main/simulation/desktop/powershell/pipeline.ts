import { longDateAndTime } from '../words.ts';
import { readCondition } from './condition.ts';
import { matches, PsError, valueOf, type PsObject } from './values.ts';

export { PsError, valueOf, type PsObject };

/**
 * Windows PowerShell as far as the steps need it: one pipeline a line, cmdlets that answer objects, the usual ways to choose and print
 * their properties, and its own words for what it does not know. `Deed` is what a cmdlet asks for besides its answer.
 */
/** What a cmdlet hands on: objects, or text that stands as it is (that of a program). */
export type PsOutput<Deed> = {
  objects?: readonly PsObject[];
  text?: string;
  exitCode?: number;
  deeds?: readonly Deed[];
};
/** Parameters by lower-case name; a switch has the value `True`. What has no name stands in order under `words`. */
export type PsCall = {
  name: string;
  words: readonly string[];
  options: ReadonlyMap<string, string>;
  input: readonly PsObject[];
};
export type Cmdlet<Deed> = {
  /** As PowerShell writes it. */
  name: string;
  about: string;
  /** Names of its parameters, the one without a name first; others are refused. */
  takes: readonly string[];
  run: (call: PsCall) => PsOutput<Deed>;
};
export type PsHost<Deed> = {
  /** Seconds of the machine's own civil time. */
  local: number;
  computerName: string;
  account: string;
  cmdlets: readonly Cmdlet<Deed>[];
  /** A program that is no cmdlet; undefined where there is none of that name. `line` is the command as typed. */
  program?: (name: string, line: string) => { stdout: string; exitCode: number; deeds: readonly Deed[] } | undefined;
};
export type PsAnswer<Deed> = { stdout: string; exitCode: number; deeds: readonly Deed[] };

type Done<Deed> = { output: PsOutput<Deed>; failure?: string; deeds: readonly Deed[] };
type Variables<Deed> = Map<string, PsOutput<Deed>>;

/** Runs one line: statements that a semicolon parts, each a pipeline or a variable. A line without a word answers nothing. */
export function runPipeline<Deed>(host: PsHost<Deed>, line: string): PsAnswer<Deed> {
  const variables: Variables<Deed> = new Map();
  const said: string[] = [];
  const deeds: Deed[] = [];
  let exitCode = 0;
  for (const statement of split(line, ';')) {
    const [, name, right] = /^\s*\$(\w+)\s*=(?!=)\s*(.+)$/s.exec(statement) ?? [];
    const done = evaluate(host, right ?? statement, variables);
    exitCode = done.failure === undefined ? (done.output.exitCode ?? 0) : 1;
    deeds.push(...done.deeds);
    if (done.failure !== undefined) said.push(done.failure);
    else if (name === undefined) said.push(textOf(done.output));
    else variables.set(name.toLowerCase(), done.output);
  }
  return { stdout: said.filter((text) => text !== '').join('\n'), exitCode, deeds };
}

/** A variable, what stands in parentheses, or a pipeline; of the first two also one property: `$Device.AccountEnabled`. */
function evaluate<Deed>(host: PsHost<Deed>, line: string, variables: Variables<Deed>): Done<Deed> {
  const [, variable, property] = /^\s*\$(\w+)(?:\.(\w+))?\s*$/.exec(line) ?? [];
  if (variable !== undefined && !/^(true|false|null)$/i.test(variable)) {
    const output = variables.get(variable.toLowerCase()) ?? { text: '' };
    return propertyOf({ output, deeds: [] }, property, line);
  }
  const [, inner, of] = /^\s*\((.+)\)(?:\.(\w+))?\s*$/s.exec(line) ?? [];
  return inner === undefined ? runStages(host, line) : propertyOf(evaluate(host, inner, variables), of, line);
}

/** `Count` is of whatever it is; any other property is of each object. */
function propertyOf<Deed>(done: Done<Deed>, property: string | undefined, line: string): Done<Deed> {
  if (property === undefined || done.failure !== undefined) return done;
  const { objects, text = '' } = done.output;
  if (/^(count|length)$/i.test(property))
    return { ...done, output: { text: String(objects?.length ?? (text === '' ? 0 : 1)) } };
  try {
    return { ...done, output: expanded(done.output, property) };
  } catch (error) {
    return failed(error, 'Select-Object', line.trim());
  }
}

function expanded<Deed>(before: PsOutput<Deed>, property: string): PsOutput<Deed> {
  const values = (before.objects ?? []).map((object) => valueOf(object, property));
  if (before.objects && values.some((value) => value === undefined))
    throw new PsError(`Property "${property}" cannot be found.`, 'InvalidArgument', 'ExpandPropertyNotFound');
  return { text: values.join('\n') };
}

function failed<Deed>(error: unknown, name: string, line: string): Done<Deed> {
  if (!(error instanceof PsError)) throw error;
  return { output: {}, failure: told(error, name, line), deeds: [] };
}

function runStages<Deed>(host: PsHost<Deed>, line: string): Done<Deed> {
  const deeds: Deed[] = [];
  let output: PsOutput<Deed> = { text: '' };
  for (const [index, stage] of split(line, '|').entries()) {
    const call = parseCall(stage, output.objects ?? []);
    if (call.name === '') {
      if (index === 0) return { output: { text: '' }, deeds: [] };
      return failed(new PsError(emptyPipe, 'ParserError', 'EmptyPipeElement'), line, line);
    }
    try {
      output = runStage(host, call, stage.trim(), output, index === 0);
      deeds.push(...(output.deeds ?? []));
    } catch (error) {
      return failed(error, call.name, stage.trim());
    }
  }
  return { output, deeds };
}
const emptyPipe = 'An empty pipe element is not allowed.';

function runStage<Deed>(
  host: PsHost<Deed>,
  call: PsCall,
  line: string,
  before: PsOutput<Deed>,
  isFirst: boolean,
): PsOutput<Deed> {
  const typed = call.name.toLowerCase();
  const name = ownOf(aliases, typed) ?? typed;
  const shape = ownOf(shapes, name);
  if (shape && !isFirst) return shape(call, before);
  const cmdletOf = (known: readonly Cmdlet<Deed>[]) => known.find((one) => one.name.toLowerCase() === name);
  const own = cmdletOf(host.cmdlets);
  if (own) return own.run(bound(own, call));
  if (name === 'get-command') return { text: known(host) };
  const ran = isFirst ? host.program?.(name.replace(/\.exe$/, ''), line) : undefined;
  if (ran) return { text: ran.stdout, exitCode: ran.exitCode, deeds: ran.deeds };
  // A machine without programs of its own answers these all the same.
  const everywhere = cmdletOf(common(host));
  if (everywhere) return everywhere.run(bound(everywhere, call));
  throw new PsError(
    `The term '${call.name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
    `ObjectNotFound: (${call.name}:String) [], CommandNotFoundException`,
    'CommandNotFoundException',
  );
}

/** Somebody may type `constructor`. */
const ownOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const aliases: Readonly<Record<string, string>> = {
  fl: 'format-list',
  ft: 'format-table',
  select: 'select-object',
  where: 'where-object',
  '?': 'where-object',
  sls: 'select-string',
  gcm: 'get-command',
  cls: 'clear-host',
  clear: 'clear-host',
  echo: 'write-output',
  write: 'write-output',
  'whoami.exe': 'whoami',
  'hostname.exe': 'hostname',
};

/** What every machine knows. */
const common = <Deed>(host: PsHost<Deed>): Cmdlet<Deed>[] => [
  {
    name: 'Get-Date',
    about: 'Shows date and time of the machine.',
    takes: [],
    run: () => ({ text: `\n${longDateAndTime(host.local)}\n` }),
  },
  { name: 'hostname', about: 'Shows the name of the machine.', takes: [], run: () => ({ text: host.computerName }) },
  { name: 'whoami', about: 'Shows who is signed in.', takes: [], run: () => ({ text: host.account.toLowerCase() }) },
  { name: 'Clear-Host', about: 'Clears the screen.', takes: [], run: () => ({ text: '\f' }) },
  {
    name: 'Write-Output',
    about: 'Shows a text.',
    takes: ['InputObject'],
    run: ({ options, words }) => ({ text: [options.get('inputobject') ?? '', ...words].filter(Boolean).join('\n') }),
  },
];

/** Get-Command lists what the lab's PowerShell can do, and is not the product's whole list. */
const known = <Deed>(host: PsHost<Deed>): string => {
  const list = [...host.cmdlets, ...common(host)].sort((a, b) => (a.name < b.name ? -1 : 1));
  const width = Math.max(...list.map(({ name }) => name.length));
  return ['', ...list.map(({ name, about }) => `${name.padEnd(width)}  ${about}`), ''].join('\n');
};

/** Stages that choose and print what came before them. */
const shapes: Readonly<Record<string, <Deed>(call: PsCall, before: PsOutput<Deed>) => PsOutput<Deed>>> = {
  'format-list': (call, before) => choose(call, before),
  'format-table': (call, before) => {
    const { objects } = choose(call, before);
    return objects ? { text: asTable(objects) } : before;
  },
  'select-object': (call, before) => {
    const property = call.options.get('expandproperty');
    if (property === undefined) return choose(call, before);
    return expanded(before, property);
  },
  'where-object': ({ words, options }, before) => {
    const holds = readCondition(words[0] ?? options.get('filterscript') ?? '');
    return before.objects ? { objects: before.objects.filter(holds) } : before;
  },
  'select-string': ({ words, options }, before) => keepLines(before, options.get('pattern') ?? words[0] ?? ''),
  findstr: ({ words }, before) => keepLines(before, words.find((word) => !word.startsWith('/')) ?? ''),
  more: (_call, before) => before,
  'out-host': (_call, before) => before,
  'out-string': (_call, before) => ({ text: textOf(before) }),
};

const keepLines = <Deed>(before: PsOutput<Deed>, pattern: string): PsOutput<Deed> => ({
  text: textOf(before)
    .split('\n')
    .filter((text) => text.toLowerCase().includes(pattern.toLowerCase()))
    .join('\n'),
});
const textOf = <Deed>({ objects, text }: PsOutput<Deed>): string => (objects ? asList(objects) : (text ?? ''));

/** `fl *Enabled, SchedulerSuspended`: properties by name, in the order asked for; `*` stands for any letters. */
function choose<Deed>({ words, options }: PsCall, before: PsOutput<Deed>): PsOutput<Deed> {
  const asked = [options.get('property') ?? '', ...words].flatMap((word) => word.split(',')).map((word) => word.trim());
  const wanted = asked.filter(Boolean);
  if (!before.objects || wanted.length === 0 || wanted.includes('*')) return before;
  return {
    objects: before.objects.map((object) =>
      wanted.flatMap((pattern) => {
        const found = object.filter(({ name }) => matches(pattern, name));
        return found.length > 0 || pattern.includes('*') ? found : [{ name: pattern, value: '' }];
      }),
    ),
  };
}
/** So many objects are printed at most; a terminal keeps no more of them anyway. */
const most = 500;
const asList = (objects: readonly PsObject[]): string =>
  objects.length === 0
    ? ''
    : `\n${objects
        .slice(0, most)
        .map((object) => {
          const width = Math.max(0, ...object.map(({ name }) => name.length));
          return object.map(({ name, value }) => `${name.padEnd(width)} : ${value}`).join('\n');
        })
        .join('\n\n')}\n`;

function asTable(objects: readonly PsObject[]): string {
  const [first] = objects;
  if (!first) return '';
  const widths = first.map(({ name }, column) =>
    Math.max(name.length, ...objects.map((object) => object[column]?.value.length ?? 0)),
  );
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(' ')
      .trimEnd();
  return [
    '',
    row(first.map(({ name }) => name)),
    row(widths.map((_, column) => '-'.repeat(first[column]!.name.length))),
    ...objects.map((object) => row(object.map(({ value }) => value))),
    '',
  ].join('\n');
}

/** Parameters as the cmdlet names them; a shortened name will do where it stands for one, and the first word is its first parameter. */
function bound<Deed>(cmdlet: Cmdlet<Deed>, call: PsCall): PsCall {
  const options = new Map<string, string>();
  for (const [given, value] of call.options) {
    const found = cmdlet.takes.filter((name) => name.toLowerCase().startsWith(given));
    const exact = found.find((name) => name.toLowerCase() === given) ?? (found.length === 1 ? found[0] : undefined);
    if (exact === undefined)
      throw new PsError(
        `A parameter cannot be found that matches parameter name '${given}'.`,
        `InvalidArgument: (:) [${cmdlet.name}], ParameterBindingException`,
        'NamedParameterNotFound',
      );
    options.set(exact.toLowerCase(), value);
  }
  const [first, ...rest] = call.words;
  const own = cmdlet.takes[0]?.toLowerCase();
  if (first === undefined || own === undefined || options.has(own)) return { ...call, name: cmdlet.name, options };
  return { ...call, name: cmdlet.name, words: rest, options: options.set(own, first) };
}

/** Splits at a character outside of quotes, braces and parentheses. */
function split(line: string, at: string): string[] {
  const parts = [''];
  let quote = '';
  let depth = 0;
  for (const character of line) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('({'.includes(character)) depth += 1;
    else if (')}'.includes(character)) depth -= 1;
    if (character === at && quote === '' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()!}${character}`);
  }
  return parts;
}

function parseCall(stage: string, input: readonly PsObject[]): PsCall {
  const [name = '', ...rest] = split(stage.trim().replace(/\s*,\s*/g, ','), ' ').filter(Boolean);
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index]!;
    const [, option, stuck] = /^-([A-Za-z]\w*)(?::(.*))?$/.exec(word) ?? [];
    if (option === undefined) words.push(plain(word));
    else if (stuck) options.set(option.toLowerCase(), plain(stuck));
    else if (index + 1 < rest.length && !/^-[A-Za-z]/.test(rest[index + 1]!))
      options.set(option.toLowerCase(), plain(rest[(index += 1)]!));
    else options.set(option.toLowerCase(), 'True');
  }
  return { name: plain(name).replace(/^&\s*/, ''), words, options, input };
}
/** A word without its quotes; `$true` and `$false` are values. */
const plain = (word: string): string => {
  if (/^\$(true|false)$/i.test(word)) return word.toLowerCase() === '$true' ? 'True' : 'False';
  return word.replace(/^(["'])(.*)\1$/s, '$2');
};

/** An error as Windows PowerShell prints it. */
function told(error: PsError, name: string, line: string): string {
  return [
    `${name} : ${error.message}`,
    'At line:1 char:1',
    `+ ${line}`,
    `+ ${'~'.repeat(Math.min(line.length, 76))}`,
    `    + CategoryInfo          : ${error.category}`,
    `    + FullyQualifiedErrorId : ${error.id}`,
  ].join('\n');
}
