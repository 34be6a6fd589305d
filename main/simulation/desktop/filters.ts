import { answer, type Answer, type Invocation } from './terminal.ts';

/** Programs that a command's output can be piped through; they know text and nothing else. */
export const filters: Record<string, (input: string, invocation: Invocation) => Answer> = {
  find: (input, { args }) => {
    const { switches, rest } = sortOut(args);
    const [text] = rest;
    if (text === undefined) return answer('FIND: Parameter format not correct', 2);
    const kept = keepLines(input, switches, [text]);
    if (switches.has('c')) return answer(String(kept.length), kept.length > 0 ? 0 : 1);
    return answer(kept.join('\n'), kept.length > 0 ? 0 : 1);
  },
  /** Words given to findstr are alternatives, as in Windows. Only plain text is searched for, no expressions. */
  findstr: (input, { args }) => {
    const { switches, rest } = sortOut(args);
    const whole = [...switches].find((known) => known.startsWith('c:'));
    const texts = whole === undefined ? rest.flatMap((word) => word.split(' ')) : [whole.slice(2)];
    if (texts.length === 0) return answer('FINDSTR: Bad command line', 2);
    const kept = keepLines(input, switches, texts);
    return answer(kept.join('\n'), kept.length > 0 ? 0 : 1);
  },
  more: (input) => answer(input),
};

function sortOut(args: readonly string[]): { switches: Set<string>; rest: string[] } {
  const isSwitch = (word: string): boolean => /^\/./.test(word);
  // The text of /c: keeps its case; the letters of all other switches do not count it.
  const switches = args
    .filter(isSwitch)
    .map((word) => (/^\/c:/i.test(word) ? `c:${word.slice(3)}` : word.slice(1).toLowerCase()));
  return { switches: new Set(switches), rest: args.filter((word) => !isSwitch(word)) };
}

function keepLines(input: string, switches: Set<string>, texts: readonly string[]): string[] {
  const fold = (text: string): string => (switches.has('i') ? text.toLowerCase() : text);
  return input
    .split('\n')
    .filter((line) => texts.some((text) => fold(line).includes(fold(text))) !== switches.has('v'));
}
