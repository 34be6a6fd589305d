import type { Invocation } from './terminal.ts';

/** One line as cmd reads it: a command and the filters that its output is piped through. */
export type Parsed = { ok: true; stages: [Invocation, ...Invocation[]] } | { ok: false; message: string };

/** Splits at pipes outside quotes. Redirection and chains have nowhere to write to and nothing to keep, so they are refused. */
export function parseLine(line: string): Parsed {
  const parts = [''];
  let isQuoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const character = line[i]!;
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && (character === '>' || character === '<')) {
      return { ok: false, message: 'This terminal keeps no files, so it cannot redirect input or output.' };
    }
    if (!isQuoted && (character === '&' || (character === '|' && line[i + 1] === '|'))) {
      return {
        ok: false,
        message: 'This terminal runs one command at a time. Enter the commands one after the other.',
      };
    }
    if (!isQuoted && character === '|') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  const stages = parts.map(parseCommand);
  if (parts.length > 1 && stages.some(({ name }) => name === '')) {
    return { ok: false, message: 'A pipe needs a command on both sides.' };
  }
  return { ok: true, stages: stages as [Invocation, ...Invocation[]] };
}

/** A name ends at a blank or at the first switch, so `ipconfig/all` and `cd..` work as they do in cmd. */
function parseCommand(text: string): Invocation {
  const [, quoted, plain = '', tail = ''] = /^\s*(?:"([^"]*)"?|([^\s/"]*))(.*)$/s.exec(text) ?? [];
  const typed = quoted ?? plain;
  const [, word = typed, stuck = ''] = /^(cd|dir|echo)([.\\].*)$/i.exec(typed) ?? [];
  const rest = `${stuck}${tail}`.replace(/\s+$/, '');
  return { name: word.toLowerCase().replace(/\.(exe|com|bat|cmd)$/, ''), args: words(rest), rest };
}

/** Words at blanks outside quotes; a switch begins a new word even where it touches the one before (`/r/t 0`). */
function words(text: string): string[] {
  const found: string[] = [];
  for (const [match] of text.matchAll(/(?:"[^"]*"?|[^\s"])+/g)) {
    const parts = /^(\/[a-z?]+)+$/i.test(match) ? match.split(/(?=\/)/) : [match];
    found.push(...parts.map((part) => part.replaceAll('"', '')));
  }
  return found;
}

/** `/T`, `-t` and `/t` are the same switch. */
export const switchOf = (word: string): string | undefined =>
  /^[/-]./.test(word) ? word.slice(1).toLowerCase() : undefined;
