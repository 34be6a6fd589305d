import type { PsObject } from './values.ts';

/** What a cmdlet hands on: objects, bare values, or text that stands as it is (that of a program). */
export type PsOutput<Deed> = {
  objects?: readonly PsObject[];
  values?: readonly string[];
  text?: string;
  exitCode?: number;
  deeds?: readonly Deed[];
};

/** So many objects are printed at most, and handed to a cmdlet that does something with each of them. */
export const most = 500;

export const textOf = <Deed>({ objects, values, text = '' }: PsOutput<Deed>): string =>
  objects ? asList(objects) : (values?.join('\n') ?? text);

/** Only what is printed has an end, not what is counted, chosen from or handed on. */
export const printed = <Deed>(output: PsOutput<Deed>): string =>
  textOf(output.objects ? { objects: output.objects.slice(0, most) } : output)
    .split('\n')
    .slice(0, mostLines)
    .join('\n');
/** A terminal keeps no more. */
const mostLines = 5000;

const asList = (objects: readonly PsObject[]): string =>
  objects.length === 0
    ? ''
    : `\n${objects
        .map((object) => {
          const width = Math.max(0, ...object.map(({ name }) => name.length));
          return object.map(({ name, value }) => `${name.padEnd(width)} : ${value}`).join('\n');
        })
        .join('\n\n')}\n`;

export function asTable(objects: readonly PsObject[]): string {
  const [first] = objects;
  if (!first) return '';
  const widths = first.map(({ name }, column) =>
    objects.reduce((width, object) => Math.max(width, object[column]?.value.length ?? 0), name.length),
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
