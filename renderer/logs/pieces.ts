/** A piece of a line: plain text, a code that can be looked up, or what somebody wants to stand out. */
export type Piece = { text: string; is: 'plain' | 'code' | 'highlight' };

/** The text of a line in pieces, codes apart, and in the rest whatever is highlighted. */
export function pieces(text: string, highlight: string): Piece[] {
  const parts = text.split(/(0x[0-9A-Fa-f]{8})/);
  return parts.flatMap((part, at): Piece[] =>
    at % 2 === 1 ? [{ text: part, is: 'code' }] : highlighted(part, highlight.trim()),
  );
}

function highlighted(text: string, wanted: string): Piece[] {
  if (wanted === '' || text === '') return text === '' ? [] : [{ text, is: 'plain' }];
  const found: Piece[] = [];
  const low = text.toLowerCase();
  let from = 0;
  for (let at = low.indexOf(wanted.toLowerCase()); at !== -1; at = low.indexOf(wanted.toLowerCase(), from)) {
    if (at > from) found.push({ text: text.slice(from, at), is: 'plain' });
    found.push({ text: text.slice(at, at + wanted.length), is: 'highlight' });
    from = at + wanted.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), is: 'plain' });
  return found;
}
