import type * as z from 'zod/mini';

/** What is wrong with a scenario file, said so that its author finds the place and knows what to write instead. */
export type ScenarioError = { line: number; column: number; path: string; message: string; expected: string };
export type Path = readonly PropertyKey[];

/** `population[2].count`; a key that is no plain word is quoted: `population[2].models["Latitude 5450"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(String(part)))
      text += text === '' ? clip(String(part)) : `.${clip(String(part))}`;
    else text += `[${JSON.stringify(clip(String(part)))}]`;
  }
  return text;
}

/** A file may hold anything, also values of any length: of each that a sentence repeats the beginning is enough. */
const longest = 200;
const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
export const clipped = (sentence: string): string =>
  sentence.replaceAll(/"([^"]*)"/g, (_whole, value: string) => `"${clip(value)}"`);

type Issue = z.core.$ZodIssue;
/** One place in the file and what belongs there; unknown keys give one each. */
export type Finding = { path: Path; isKey: boolean; message: string; expected: string };

const typeNames: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of fields',
  record: 'a map of names with weights',
};

export function findingsOf(
  issue: Issue,
  isMissing: (path: Path) => boolean,
  allowedKeys: (path: Path) => readonly string[],
): Finding[] {
  const { path } = issue;
  // Said already by the field's own limit, which is far below what numbers can hold exactly.
  if ((issue.code === 'too_big' || issue.code === 'too_small') && issue.origin === 'int') return [];
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      isKey: true,
      message: `The field "${key}" is unknown here.`,
      expected: allowed.length > 0 ? `one of ${allowed.join(', ')}` : 'no such field',
    }));
  }
  const expected = expectedOf(issue);
  const message = isMissing(path)
    ? `The field "${String(path[path.length - 1] ?? '')}" is missing.`
    : messageOf(issue, expected);
  return [{ path, isKey: false, message, expected }];
}

function messageOf(issue: Issue, expected: string): string {
  if (issue.code === 'invalid_type') return `This is not ${typeNames[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'custom' || issue.code === 'invalid_format') return capital(issue.message);
  return `This value is not allowed: expected ${expected}.`;
}

function expectedOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received number') && issue.expected === 'string'
        ? 'text: put the number in quotes'
        : (typeNames[issue.expected] ?? issue.expected);
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `at most ${issue.maximum} characters`
        : issue.origin === 'array'
          ? `at most ${issue.maximum} entries`
          : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `at least ${issue.minimum} character`
        : issue.origin === 'array'
          ? `at least ${issue.minimum} entry`
          : `at least ${issue.minimum}`;
    default:
      return issue.message.replace(/^expected /i, '').split('; ')[0] ?? issue.message;
  }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace(/\.\.$/, '.');
