import { split } from '../../../../shared/desktop/statements.ts';
import { filters } from '../filters.ts';
import { longDateAndTime } from '../words.ts';
import { readCondition } from './condition.ts';
import { asTable, most, printed, textOf, type PsOutput } from './output.ts';
import { matches, PsError, valueOf, type PsObject } from './values.ts';

export { PsError, valueOf, type PsObject };

/**
 * Windows PowerShell as far as the steps need it: one pipeline a line, cmdlets that answer objects, the usual ways to choose and print
 * their properties, and its own words for what it does not know. `Deed` is what a cmdlet asks for besides its answer.
 */

/** Parameters by lower-case name; a switch has the value `True`. What has no name stands in order under `words`. */
export type PsCall = {
  name: string;
  words: readonly string[];
  options: ReadonlyMap<string, string>;
  input: readonly PsObject[];
};
/** What may stand behind a name; all else is refused, so that nothing is done to more than was asked for. */
type Signature = {
  /** As PowerShell writes it. */
  name: string;
  /** Names of its parameters, the one without a name first. */
  takes: readonly string[];
  /** Those of them that stand without a value. */
  switches?: readonly string[];
  /** Takes any number of words. */
  takesWords?: boolean;
};
export type Cmdlet<Deed> = Signature & {
  about: string;
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
  /** Carries out what a statement asked for before the next one begins, which then meets the machine as it is. */
  carryOut?: (deeds: readonly Deed[]) => void;
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
    if (done.deeds.length > 0) host.carryOut?.(done.deeds);
    if (done.failure !== undefined) said.push(done.failure);
    else if (name === undefined) said.push(printed(done.output));
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
  const { objects, values, text = '' } = done.output;
  if (/^(count|length)$/i.test(property))
    return { ...done, output: { text: String((objects ?? values)?.length ?? (text === '' ? 0 : 1)) } };
  try {
    return { ...done, output: expanded(done.output, property) };
  } catch (error) {
    return failed(error, 'Select-Object', line.trim());
  }
}

function expanded<Deed>(before: PsOutput<Deed>, property: string): PsOutput<Deed> {
  return {
    values: (before.objects ?? []).map((object) => {
      const value = valueOf(object, property);
      if (value === undefined)
        throw new PsError(`Property "${property}" cannot be found.`, 'InvalidArgument', 'ExpandPropertyNotFound');
      return value;
    }),
  };
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
  const shape = isFirst ? undefined : shapes.find((one) => one.name.toLowerCase() === name);
  if (shape) return shape.run(bound(shape, call), before);
  const cmdletOf = (known: readonly Cmdlet<Deed>[]) => known.find((one) => one.name.toLowerCase() === name);
  const own = cmdletOf(host.cmdlets);
  if (own && call.input.length > most) throw new PsError(tooMany, 'LimitsExceeded', 'TooManyObjects');
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

const tooMany = `This shell hands at most ${most} objects to a command. Choose fewer of them: -Filter, Where-Object or Select-Object -First.`;

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
    takesWords: true,
    run: ({ options, words }) => ({ text: [options.get('inputobject') ?? '', ...words].filter(Boolean).join('\n') }),
  },
];

/** Get-Command lists what the lab's PowerShell can do, and is not the product's whole list. */
const known = <Deed>(host: PsHost<Deed>): string => {
  const list = [...host.cmdlets, ...common(host)].sort((a, b) => (a.name < b.name ? -1 : 1));
  const width = Math.max(...list.map(({ name }) => name.length));
  return ['', ...list.map(({ name, about }) => `${name.padEnd(width)}  ${about}`), ''].join('\n');
};

type Shape = Signature & { run: <Deed>(call: PsCall, before: PsOutput<Deed>) => PsOutput<Deed> };
const program = { takes: [], takesWords: true };

/** Stages that choose and print what came before them. */
const shapes: readonly Shape[] = [
  { name: 'Format-List', takes: ['Property'], run: choose },
  {
    name: 'Format-Table',
    // Columns are as wide as they have to be in any case.
    takes: ['Property', 'AutoSize'],
    switches: ['AutoSize'],
    run: (call, before) => {
      const { objects } = choose(call, before);
      return objects ? { text: asTable(objects) } : before;
    },
  },
  {
    name: 'Select-Object',
    takes: ['Property', 'ExpandProperty', 'First'],
    run: (call, before) => {
      const [first, property] = [call.options.get('first'), call.options.get('expandproperty')];
      const kept = first === undefined ? before : firstOf(first, before);
      return property === undefined ? choose(call, kept) : expanded(kept, property);
    },
  },
  {
    name: 'Where-Object',
    takes: ['FilterScript'],
    run: ({ options }, before) => {
      const holds = readCondition(options.get('filterscript') ?? '');
      return before.objects ? { objects: before.objects.filter(holds) } : before;
    },
  },
  {
    name: 'Select-String',
    takes: ['Pattern'],
    run: ({ options }, before) => keepLines(before, options.get('pattern') ?? ''),
  },
  {
    name: 'findstr',
    ...program,
    run: ({ words }, before) => {
      const { stdout, exitCode } = filters.findstr!(textOf(before), { name: 'findstr', args: words, rest: '' });
      return { text: stdout, exitCode };
    },
  },
  { name: 'more', ...program, run: (_call, before) => before },
  { name: 'Out-Host', takes: [], run: (_call, before) => before },
  { name: 'Out-String', takes: [], run: (_call, before) => ({ text: textOf(before) }) },
];

/** Of a program's text its first lines. */
function firstOf<Deed>(count: string, { objects, values, text = '' }: PsOutput<Deed>): PsOutput<Deed> {
  if (!/^\d{1,9}$/.test(count))
    throw new PsError(
      `Cannot bind parameter 'First'. Cannot convert value "${count}" to type "System.Int32".`,
      'InvalidArgument: (:) [Select-Object], ParameterBindingException',
      'CannotConvertArgumentNoMessage',
    );
  const first = <T>(all: readonly T[]): T[] => all.slice(0, Number(count));
  if (objects) return { objects: first(objects) };
  return values ? { values: first(values) } : { text: first(text.split('\n')).join('\n') };
}

const keepLines = <Deed>(before: PsOutput<Deed>, pattern: string): PsOutput<Deed> => ({
  text: textOf(before)
    .split('\n')
    .filter((text) => text.toLowerCase().includes(pattern.toLowerCase()))
    .join('\n'),
});
/** `fl *Enabled, SchedulerSuspended`: properties by name, in the order asked for; `*` stands for any letters. */
function choose<Deed>({ options }: PsCall, before: PsOutput<Deed>): PsOutput<Deed> {
  const asked = (options.get('property') ?? '').split(',').map((word) => word.trim());
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
/** Parameters as the cmdlet names them; a shortened name will do where it stands for one, and the first word is its first parameter. */
function bound(signature: Signature, call: PsCall): PsCall {
  const { name, takes, switches = [], takesWords = false } = signature;
  const options = new Map<string, string>();
  const words = [...call.words];
  for (const [given, value] of call.options) {
    const found = takes.filter((known) => known.toLowerCase().startsWith(given));
    const exact = found.find((known) => known.toLowerCase() === given) ?? (found.length === 1 ? found[0] : undefined);
    if (exact === undefined) throw unbound(name, `matches parameter name '${given}'`, 'NamedParameterNotFound');
    // What follows a switch is a word of its own.
    if (switches.includes(exact) && !/^(true|false)$/i.test(value)) words.push(value);
    options.set(exact.toLowerCase(), value);
  }
  const own = takes[0]?.toLowerCase();
  if (own !== undefined && words.length > 0 && !options.has(own)) options.set(own, words.shift()!);
  if (words.length > 0 && !takesWords)
    throw unbound(name, `accepts argument '${words[0]!}'`, 'PositionalParameterNotFound', 'A positional parameter');
  return { ...call, name, words, options };
}
const unbound = (name: string, which: string, id: string, what = 'A parameter'): PsError =>
  new PsError(
    `${what} cannot be found that ${which}.`,
    `InvalidArgument: (:) [${name}], ParameterBindingException`,
    id,
  );

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
