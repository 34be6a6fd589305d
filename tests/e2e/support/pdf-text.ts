import { inflateSync } from 'node:zlib';

type Font = { letters: Map<number, string>; /** Hexadecimal digits of a glyph. */ digits: number };

/** The objects of a PDF by number, as Chromium writes them: one after another, some with a packed stream. */
function objectsOf(pdf: Buffer): Map<string, { head: string; stream: string }> {
  const text = pdf.toString('latin1');
  return new Map(
    [...text.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n(.*?)\r?\nendobj/gs)].map(([, number = '', body = '']) => {
      const [head = '', packed] = body.split(/\bstream\r?\n/);
      return [number, { head, stream: packed === undefined ? '' : unpacked(packed) }];
    }),
  );
}

function unpacked(stream: string): string {
  try {
    return inflateSync(Buffer.from(stream.replace(/\r?\nendstream\s*$/, ''), 'latin1')).toString('latin1');
  } catch {
    // A picture or the program of a font, packed otherwise.
    return '';
  }
}

function fontOf(table: string): Font {
  const [, first = ''] = /begincodespacerange\s*<(\w+)>/.exec(table) ?? [];
  const letters = new Map<number, string>();
  const char = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gs))
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      letters.set(parseInt(glyph, 16), char(hex));
  for (const [, block = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, from = '', to = '', hex = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let glyph = parseInt(from, 16); glyph <= parseInt(to, 16); glyph += 1)
        letters.set(glyph, String.fromCharCode(parseInt(hex, 16) + glyph - parseInt(from, 16)));
  return { letters, digits: first.length };
}

/** The text that a PDF of Chromium draws, in the order of drawing. */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, Font>();
  for (const { head } of objects.values())
    for (const [, name = '', number = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, table = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.head ?? '') ?? [];
      fonts.set(name, fontOf(objects.get(table)?.stream ?? ''));
    }
  let text = '';
  for (const { stream } of objects.values()) {
    let font: Font | undefined;
    for (const [, name, hex] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
      if (name !== undefined) font = fonts.get(name);
      else if (font && font.digits > 0)
        for (const glyph of hex!.match(new RegExp(`.{${font.digits}}`, 'g')) ?? [])
          text += font.letters.get(parseInt(glyph, 16)) ?? '';
    }
  }
  return text;
}
