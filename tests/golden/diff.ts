/** Above so many pairs of lines nobody waits for the shortest difference: what was goes, what is comes. */
const mostPairs = 4_000_000;
const context = 2;

type Line = { mark: ' ' | '-' | '+'; text: string };

/** The difference of two texts line by line, unchanged stretches left out, cut after so many lines. */
export function difference(before: string, after: string, most: number): string[] {
  const lines = compared(before.split('\n'), after.split('\n'));
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ mark }) => mark !== ' '),
  );
  const shown: string[] = [];
  for (const [index, { mark, text }] of lines.entries()) {
    if (isNear[index]) shown.push(`${mark} ${text.length > 300 ? `${text.slice(0, 300)} …` : text}`);
    else if (isNear[index - 1]) shown.push('  …');
  }
  return shown.length <= most ? shown : [...shown.slice(0, most), `… and ${shown.length - most} lines more`];
}

function compared(before: string[], after: string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...before.slice(0, start).map(same),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** By the longest common subsequence. */
function changed(before: string[], after: string[]): Line[] {
  const gone = (text: string): Line => ({ mark: '-', text });
  const come = (text: string): Line => ({ mark: '+', text });
  const width = after.length + 1;
  if (before.length * after.length > mostPairs) return [...before.map(gone), ...after.map(come)];
  const longest = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        before[i] === after[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i]! });
      i += 1;
      j += 1;
    } else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) lines.push(gone(before[i++]!));
    else lines.push(come(after[j++]!));
  }
  return [...lines, ...before.slice(i).map(gone), ...after.slice(j).map(come)];
}
