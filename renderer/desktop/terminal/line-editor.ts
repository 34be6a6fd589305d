/** What a key did to the line: nothing but a change of text, or an event that the terminal has to carry out. */
export type LineEvent =
  { kind: 'changed' } | { kind: 'submitted'; line: string } | { kind: 'canceled' } | { kind: 'clear' };

const keys = {
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1b[3~': 'delete',
  '\x1b[D': 'left',
  '\x1bOD': 'left',
  '\x1b[C': 'right',
  '\x1bOC': 'right',
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
  '\x1b[H': 'home',
  '\x1bOH': 'home',
  '\x01': 'home',
  '\x1b[F': 'end',
  '\x1bOF': 'end',
  '\x05': 'end',
  '\x1b[1;5D': 'wordLeft',
  '\x1b[1;5C': 'wordRight',
  '\x1b': 'escape',
  '\x03': 'cancel',
  '\x0c': 'clear',
} as const;
type Key = (typeof keys)[keyof typeof keys];

/**
 * The line being typed at a command prompt, with its history: what the console window does before a program sees anything.
 * It knows neither screen nor device; keys come in as the terminal's byte sequences, pasted text as it is.
 */
export class LineEditor {
  #text = '';
  #cursor = 0;
  readonly #history: string[] = [];
  /** Where in the history the line comes from; its length means the line is new. */
  #at = 0;
  #draft = '';
  readonly #maxLength: number;

  constructor(maxLength = 1000) {
    this.#maxLength = maxLength;
  }

  get text(): string {
    return this.#text;
  }
  get cursor(): number {
    return this.#cursor;
  }

  /** Takes one key, or a pasted text of several lines, each of which is submitted. */
  feed(data: string): LineEvent[] {
    const key = keys[data as keyof typeof keys] as Key | undefined;
    if (key) return [this.#press(key)];
    if (data.startsWith('\x1b')) return [];
    const lines = data.replaceAll('\r\n', '\r').replaceAll('\n', '\r').split('\r');
    return lines.flatMap((line, index) => {
      this.#insert(line);
      return index < lines.length - 1 ? [this.#submit()] : line === '' ? [] : [{ kind: 'changed' as const }];
    });
  }

  #press(key: Key): LineEvent {
    if (key === 'cancel' || key === 'clear') {
      if (key === 'cancel') this.#set('');
      return { kind: key === 'cancel' ? 'canceled' : 'clear' };
    }
    const moves: Record<Exclude<Key, 'cancel' | 'clear'>, () => void> = {
      backspace: () => this.#remove(this.#cursor - 1),
      delete: () => this.#remove(this.#cursor),
      left: () => this.#move(this.#cursor - 1),
      right: () => this.#move(this.#cursor + 1),
      home: () => this.#move(0),
      end: () => this.#move(this.#text.length),
      wordLeft: () => this.#move(this.#text.slice(0, this.#cursor).search(/\S+\s*$/)),
      wordRight: () => this.#move(this.#cursor + (/^\s*\S+\s*/.exec(this.#text.slice(this.#cursor))?.[0].length ?? 0)),
      up: () => this.#recall(this.#at - 1),
      down: () => this.#recall(this.#at + 1),
      escape: () => this.#set(''),
    };
    moves[key]();
    return { kind: 'changed' };
  }

  #insert(text: string): void {
    // Control characters inside pasted text would move the cursor of the terminal behind the editor's back.
    const printable = text.replace(/\p{Cc}/gu, '');
    const room = this.#maxLength - this.#text.length;
    const added = printable.slice(0, Math.max(0, room));
    this.#text = this.#text.slice(0, this.#cursor) + added + this.#text.slice(this.#cursor);
    this.#cursor += added.length;
  }

  #remove(at: number): void {
    if (at < 0 || at >= this.#text.length) return;
    this.#text = this.#text.slice(0, at) + this.#text.slice(at + 1);
    this.#cursor = at;
  }

  #move(to: number): void {
    this.#cursor = Math.min(this.#text.length, Math.max(0, to));
  }

  #recall(at: number): void {
    if (at < 0 || at > this.#history.length) return;
    if (this.#at === this.#history.length) this.#draft = this.#text;
    this.#at = at;
    this.#set(this.#history[at] ?? this.#draft);
  }

  #set(text: string): void {
    this.#text = text;
    this.#cursor = text.length;
  }

  #submit(): LineEvent {
    const line = this.#text;
    if (line.trim() !== '' && line !== this.#history.at(-1)) this.#history.push(line);
    this.#at = this.#history.length;
    this.#draft = '';
    this.#set('');
    return { kind: 'submitted', line };
  }
}

/** Rows below the prompt's first row at which a position of a wrapped line stands. */
const rowOf = (index: number, columns: number): number => Math.floor(index / columns);

/**
 * The bytes that draw the line anew over its former self. `cursorRow` is where the former drawing left the cursor, counted
 * from the prompt's row; the answer tells where this one leaves it.
 */
export function redraw(
  prompt: string,
  editor: Pick<LineEditor, 'text' | 'cursor'>,
  columns: number,
  cursorRow: number,
): { bytes: string; cursorRow: number } {
  const length = prompt.length + editor.text.length;
  const target = prompt.length + editor.cursor;
  // A row filled to its last column leaves the cursor on it until one more character comes; a space makes it come.
  const isFull = length > 0 && length % columns === 0;
  const end = isFull ? length + 1 : length;
  const up = rowOf(end, columns) - rowOf(target, columns);
  const column = target % columns;
  const bytes = [
    cursorRow > 0 ? `\x1b[${cursorRow}A` : '',
    '\r\x1b[J',
    prompt,
    editor.text,
    isFull ? ' ' : '',
    up > 0 ? `\x1b[${up}A` : '',
    '\r',
    column > 0 ? `\x1b[${column}C` : '',
  ];
  return { bytes: bytes.join(''), cursorRow: rowOf(target, columns) };
}
