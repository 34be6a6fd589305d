/**
 * What a window of Windows PowerShell remembers between its lines, as one line before the next: that somebody has signed in to
 * Microsoft Graph, and the last value of each variable. A line that needs nothing of it is sent as it was typed.
 */
export class PsSession {
  #isConnected = false;
  readonly #variables = new Map<string, string>();

  /** The line with what it needs before it; remembers what it leaves behind. */
  take(line: string): string {
    const named = [...line.matchAll(/\$(\w+)/g)].map(([, name]) => name!.toLowerCase());
    const needed = [...this.#variables].filter(([name]) => named.includes(name)).map(([, statement]) => statement);
    const before = this.#isConnected && [...needed, line].some((one) => /-Mg[A-Z]/i.test(one)) ? [signIn] : [];
    const whole = [...before, ...needed, line].join('; ');
    const [, name] = /^\s*\$(\w+)\s*=(?!=)/.exec(line) ?? [];
    if (name !== undefined) this.#variables.set(name.toLowerCase(), line.trim());
    if (/^\s*Connect-MgGraph\b/i.test(line)) this.#isConnected = true;
    if (/^\s*Disconnect-MgGraph\b/i.test(line)) this.#isConnected = false;
    return whole;
  }
}
const signIn = '$null = Connect-MgGraph';
