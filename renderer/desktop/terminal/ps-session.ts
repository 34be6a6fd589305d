import { split } from '../../../shared/desktop/statements.ts';

type Printed = { stdout: string; exitCode: number };
/** What the lab refused, as a terminal says it. */
export const refused = (message = ''): Printed => ({ stdout: message, exitCode: 1 });
type Send = (line: string) => Promise<Printed>;
/** What gives a variable its value: the statements that read it again, or, of what acted, the text that it printed. */
type Value = { statements: readonly string[] } | { printed: string };

/**
 * What a window of Windows PowerShell remembers between its lines: that somebody has signed in to Microsoft Graph, and its variables.
 * A line is sent with what it needs before it; one that needs nothing is sent as it was typed. What acts is done once: of a variable
 * that holds what it answered, the answer is kept.
 */
export class PsSession {
  #isConnected = false;
  /** In the order in which they got their values. */
  readonly #variables = new Map<string, Value>();

  async run(line: string, send: Send): Promise<string> {
    const statements = split(line, ';')
      .map(assigned)
      .filter(({ text }) => text !== '');
    const isPlain = statements.every(
      (one) => this.#keptOf(one) === undefined && (one.name === null || !acts(one.right)),
    );
    if (!isPlain) {
      const said: string[] = [];
      for (const one of statements) said.push(await this.#runOne(one, send));
      return said.filter((text) => text !== '').join('\n');
    }
    const { stdout } = await send(this.#whole(line));
    for (const one of statements) this.#remember(one);
    return stdout;
  }

  async #runOne(one: Statement, send: Send): Promise<string> {
    const kept = this.#keptOf(one);
    if (kept === undefined && (one.name === null || !acts(one.right))) {
      const { stdout } = await send(this.#whole(one.text));
      this.#remember(one);
      return stdout;
    }
    const { stdout, exitCode } =
      kept === undefined ? await send(this.#whole(one.right)) : { stdout: kept, exitCode: 0 };
    // What failed is said and leaves the variable as it was.
    if (one.name === null || exitCode !== 0) return stdout;
    this.#set(one.name, { printed: stdout });
    return '';
  }

  /** A kept answer, or one property of it as it was printed; undefined for anything else. */
  #keptOf({ right }: Statement): string | undefined {
    const [, name = '', property] = /^\$(\w+)(?:\.(\w+))?$/.exec(right) ?? [];
    const value = this.#variables.get(name.toLowerCase());
    if (value === undefined || !('printed' in value)) return undefined;
    if (property === undefined) return value.printed;
    const line = value.printed.split('\n').find((text) => new RegExp(`^${property}\\s*:`, 'i').test(text));
    return line?.replace(/^[^:]*:\s*/, '') ?? '';
  }

  #whole(line: string): string {
    const needed = this.#needed(line);
    const before = this.#isConnected && [...needed, line].some((one) => /-Mg[A-Z]/i.test(one)) ? [signIn] : [];
    return [...before, ...needed, line].join('; ');
  }

  /** Each variable that is named comes with what its own statement needed when it got its value. */
  #needed(line: string): string[] {
    const named = new Set([...line.matchAll(/\$(\w+)/g)].map(([, name]) => name!.toLowerCase()));
    return [...this.#variables].flatMap(([name, value]) =>
      named.has(name) && 'statements' in value ? value.statements : [],
    );
  }

  #remember({ text, name, right }: Statement): void {
    if (name !== null) this.#set(name, { statements: [...this.#needed(right), text] });
    if (/^Connect-MgGraph\b/i.test(right)) this.#isConnected = true;
    if (/^Disconnect-MgGraph\b/i.test(right)) this.#isConnected = false;
  }

  #set(name: string, value: Value): void {
    this.#variables.delete(name);
    this.#variables.set(name, value);
  }
}
const signIn = '$null = Connect-MgGraph';

type Statement = { text: string; name: string | null; right: string };
const assigned = (statement: string): Statement => {
  const text = statement.trim();
  const [, name, right] = /^\$(\w+)\s*=(?!=)\s*(.+)$/s.exec(text) ?? [];
  const isVariable = name !== undefined && !/^null$/i.test(name);
  return { text, name: isVariable ? name.toLowerCase() : null, right: right ?? text };
};

/** What changes nothing, so that it can be asked again: cmdlets that read, what shapes their answer, values. */
const reads =
  /^(?:$|[^a-z]|(?:Get|Find|Select|Where|Sort|Measure|Format|Out|Write)-|(?:where|select|sls|findstr|more|fl|ft|echo|write|gcm|whoami|hostname)(?:\.exe)?(?:\s|$))/i;
const acts = (command: string): boolean =>
  command
    .replace(/'[^']*'|"[^"]*"/g, "''")
    .split(/[|({]/)
    .some((stage) => !reads.test(stage.trim()) && !/^Connect-MgGraph\b/i.test(stage.trim()));
