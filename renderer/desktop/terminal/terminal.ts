import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { isAppKey } from '../../parts/app-keys.ts';
import { LineEditor, redraw, type LineEvent } from './line-editor.ts';
import { nonceDocument, withNoncedStyles } from './nonce-document.ts';

export type TerminalOptions = {
  prompt: string;
  banner: readonly string[];
  label: string;
  run: (line: string) => Promise<string>;
  /** The key that leaves the terminal was pressed. */
  onleave: () => void;
};
export type CommandLine = {
  setPrompt: (prompt: string) => void;
  setReadOnly: (isReadOnly: boolean) => void;
  focus: () => void;
  fit: () => void;
  dispose: () => void;
};

/** Ctrl+Shift+F6 or Ctrl+F6: a terminal takes every other key for itself, Tab included, but for those of the program. */
const isLeaveKey = (event: KeyboardEvent): boolean => event.ctrlKey && event.key === 'F6';

/** The terminal as xterm draws it, in an element, with the key that leaves it. */
function openTerminal(element: HTMLElement, { label, onleave }: TerminalOptions): Terminal {
  const terminal = new Terminal({
    documentOverride: nonceDocument(document),
    screenReaderMode: true,
    cursorBlink: false,
    cursorStyle: 'bar',
    fontFamily: '"Cascadia Mono", Consolas, "Liberation Mono", monospace',
    fontSize: 13,
    lineHeight: 1.2,
    scrollback: 2000,
    theme: { background: '#0c0c0c', foreground: '#f2f2f2', cursor: '#f2f2f2', selectionBackground: '#3a6ea5' },
  });
  terminal.attachCustomKeyEventHandler((event) => {
    // As control characters they would wipe what is typed, and nobody else would hear of them.
    if (isAppKey(event)) return false;
    if (!isLeaveKey(event)) return true;
    event.preventDefault();
    if (event.type === 'keydown') onleave();
    return false;
  });
  withNoncedStyles(document, () => terminal.open(element));
  terminal.textarea?.setAttribute('aria-label', label);
  return terminal;
}

/** The line being typed and what runs: LineEditor edits, `run` answers, the terminal draws. */
class Prompt {
  readonly #terminal: Terminal;
  readonly #run: (line: string) => Promise<string>;
  readonly #editor = new LineEditor();
  readonly #waiting: string[] = [];
  #prompt: string;
  #cursorRow = 0;
  #isRunning = false;

  constructor(terminal: Terminal, { prompt, run }: TerminalOptions) {
    this.#terminal = terminal;
    this.#prompt = prompt;
    this.#run = run;
  }

  /** Asks by another prompt, such as that of another folder. */
  ask(prompt: string): void {
    if (prompt === this.#prompt) return;
    this.#prompt = prompt;
    if (!this.#isRunning) this.#draw();
  }

  beginLine(): void {
    this.#cursorRow = 0;
    this.#draw();
  }

  /** Line by line: what is pasted or typed behind a command waits until the command has answered. */
  feed(data: string): void {
    if (this.#isRunning) {
      this.#waiting.push(data);
      return;
    }
    const end = data.search(/[\r\n]/);
    const isPaste = end !== -1 && end < data.length - 1;
    const first = isPaste ? data.slice(0, end) + '\r' : data;
    const rest = isPaste ? data.slice(end + 1).replace(/^\n/, '') : '';
    if (rest !== '') this.#waiting.unshift(rest);
    for (const event of this.#splitEnter(first)) this.#carryOut(event);
  }

  /** The text before an Enter has to be on screen before the line is left. */
  #splitEnter(data: string): LineEvent[] {
    if (!/[\r\n]$/.test(data) || data.length === 1) return this.#editor.feed(data);
    const typed = this.#editor.feed(data.replace(/[\r\n]+$/, ''));
    for (const event of typed) this.#carryOut(event);
    return this.#editor.feed('\r');
  }

  #carryOut(event: LineEvent): void {
    if (event.kind === 'changed') this.#draw();
    else if (event.kind === 'submitted') void this.#submit(event.line);
    else if (event.kind === 'canceled') {
      this.#finishLine();
      this.beginLine();
    } else {
      this.#terminal.write('\x1b[2J\x1b[H');
      this.beginLine();
    }
  }

  async #submit(line: string): Promise<void> {
    this.#isRunning = true;
    this.#terminal.write('\r\n');
    try {
      if (line.trim() !== '') this.#print(await this.#run(line));
    } finally {
      this.#isRunning = false;
      this.beginLine();
      this.#catchUp();
    }
  }

  /** Whoever types ahead of an answer typed key by key; one of them may begin the next command. */
  #catchUp(): void {
    while (!this.#isRunning) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.feed(next);
    }
  }

  #draw(): void {
    const drawn = redraw(this.#prompt, this.#editor, this.#terminal.cols, this.#cursorRow);
    this.#cursorRow = drawn.cursorRow;
    this.#terminal.write(drawn.bytes);
  }

  #finishLine(): void {
    const below = Math.floor((this.#prompt.length + this.#editor.text.length) / this.#terminal.cols) - this.#cursorRow;
    this.#terminal.write(`${below > 0 ? `\x1b[${below}B` : ''}\r\n`);
  }

  /** A form feed is what cls answers: everything before it goes. */
  #print(output: string): void {
    const [kept = '', ...others] = output.split('\f').reverse();
    if (others.length > 0) this.#terminal.reset();
    if (kept === '') return;
    this.#terminal.write(`${kept.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n').trimEnd()}\r\n\r\n`);
  }
}

/** A command prompt in an element: xterm draws, LineEditor edits, `run` answers. */
export function openCommandLine(element: HTMLElement, options: TerminalOptions): CommandLine {
  const terminal = openTerminal(element, options);
  const fitter = new FitAddon();
  terminal.loadAddon(fitter);
  const prompt = new Prompt(terminal, options);
  let isReadOnly = false;
  terminal.onData((data) => {
    if (!isReadOnly) prompt.feed(data);
  });
  for (const line of options.banner) terminal.write(`${line}\r\n`);
  terminal.write('\r\n');
  prompt.beginLine();

  return {
    setPrompt: (next) => prompt.ask(next),
    setReadOnly: (value) => {
      isReadOnly = value;
      terminal.options.disableStdin = value;
      terminal.options.cursorInactiveStyle = value ? 'none' : 'outline';
    },
    focus: () => terminal.focus(),
    fit: () => {
      // A hidden or collapsed element measures nothing, and fitting to nothing makes one-column rows.
      if (element.clientWidth > 80 && element.clientHeight > 40) fitter.fit();
    },
    dispose: () => terminal.dispose(),
  };
}
