type Mark = { text: string; isMarked: boolean };
/** A piece of a line: a code that can be looked up, or other text; in it, what somebody wants to stand out. */
export type Piece = { code: string | null; parts: Mark[] };

/** The text of a line in pieces, codes apart. What is highlighted is marked in both, and across their borders. */
export function pieces(text: string, highlight: string): Piece[] {
  const marked = marks(text, highlight.trim());
  let from = 0;
  return text.split(/(0x[0-9A-Fa-f]{8})/).flatMap((piece, index): Piece[] => {
    const parts = between(marked, text, from, from + piece.length);
    from += piece.length;
    return piece === '' ? [] : [{ code: index % 2 === 1 ? piece : null, parts }];
  });
}

type Span = { from: number; to: number };
/** Where a text stands in another one, whatever the case of its letters. */
function marks(text: string, wanted: string): Span[] {
  const [low, found] = [text.toLowerCase(), wanted.toLowerCase()];
  if (found === '') return [];
  const spans: Span[] = [];
  for (let at = low.indexOf(found); at !== -1; at = low.indexOf(found, at + found.length))
    spans.push({ from: at, to: at + found.length });
  return spans;
}

/** A part of a text, cut where marks begin and end. */
function between(marked: readonly Span[], text: string, from: number, to: number): Mark[] {
  const parts: Mark[] = [];
  const add = (start: number, end: number, isMarked: boolean) => {
    if (end > start) parts.push({ text: text.slice(start, end), isMarked });
  };
  let at = from;
  for (const span of marked) {
    const [start, end] = [Math.max(span.from, from), Math.min(span.to, to)];
    if (end <= start) continue;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, to, false);
  return parts;
}
