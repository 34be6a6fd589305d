import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
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

/** Ctrl+Shift+F6 or Ctrl+F6: a terminal takes every other key for itself, Tab included. */
const isLeaveKey = (event: KeyboardEvent): boolean => event.ctrlKey && event.key === 'F6';

/** A command prompt in an element: xterm draws, LineEditor edits, `run` answers. */
export function openCommandLine(element: HTMLElement, options: TerminalOptions): CommandLine {
  let { prompt } = options;
  let cursorRow = 0;
  let isRunning = false;
  let isReadOnly = false;
  const waiting: string[] = [];
  const editor = new LineEditor();
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
  const fitter = new FitAddon();
  terminal.loadAddon(fitter);
  terminal.attachCustomKeyEventHandler((event) => {
    if (!isLeaveKey(event)) return true;
    event.preventDefault();
    if (event.type === 'keydown') options.onleave();
    return false;
  });
  withNoncedStyles(document, () => terminal.open(element));
  terminal.textarea?.setAttribute('aria-label', options.label);

  const draw = () => {
    const drawn = redraw(prompt, editor, terminal.cols, cursorRow);
    cursorRow = drawn.cursorRow;
    terminal.write(drawn.bytes);
  };
  const beginLine = () => {
    cursorRow = 0;
    draw();
  };
  const finishLine = () => {
    const below = Math.floor((prompt.length + editor.text.length) / terminal.cols) - cursorRow;
    terminal.write(`${below > 0 ? `\x1b[${below}B` : ''}\r\n`);
  };

  /** A form feed is what cls answers: everything before it goes. */
  const print = (output: string) => {
    const [kept = '', ...others] = output.split('\f').reverse();
    if (others.length > 0) terminal.reset();
    if (kept !== '') terminal.write(`${kept.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n').trimEnd()}\r\n\r\n`);
  };

  async function submit(line: string) {
    isRunning = true;
    terminal.write('\r\n');
    try {
      if (line.trim() !== '') print(await options.run(line));
    } finally {
      isRunning = false;
      beginLine();
      const next = waiting.shift();
      if (next !== undefined) feed(next);
    }
  }
  function carryOut(event: LineEvent) {
    if (event.kind === 'changed') draw();
    else if (event.kind === 'submitted') void submit(event.line);
    else if (event.kind === 'canceled') {
      finishLine();
      beginLine();
    } else {
      terminal.write('\x1b[2J\x1b[H');
      beginLine();
    }
  }
  /** Line by line: what is pasted behind a command waits until the command has answered. */
  function feed(data: string) {
    if (isRunning) {
      waiting.push(data);
      return;
    }
    const end = data.search(/[\r\n]/);
    const isPaste = end !== -1 && end < data.length - 1;
    const first = isPaste ? data.slice(0, end) + '\r' : data;
    const rest = isPaste ? data.slice(end + 1).replace(/^\n/, '') : '';
    if (rest !== '') waiting.unshift(rest);
    for (const event of splitEnter(first)) carryOut(event);
  }
  /** The text before an Enter has to be on screen before the line is left. */
  function splitEnter(data: string): LineEvent[] {
    if (!/[\r\n]$/.test(data) || data.length === 1) return editor.feed(data);
    const typed = editor.feed(data.replace(/[\r\n]+$/, ''));
    for (const event of typed) carryOut(event);
    return editor.feed('\r');
  }

  terminal.onData((data) => {
    if (!isReadOnly) feed(data);
  });
  for (const line of options.banner) terminal.write(`${line}\r\n`);
  terminal.write('\r\n');
  beginLine();

  return {
    setPrompt: (next) => {
      if (next === prompt) return;
      prompt = next;
      if (!isRunning) draw();
    },
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
