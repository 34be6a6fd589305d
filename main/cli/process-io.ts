import { text } from 'node:stream/consumers';
import type { Io } from './io.ts';

/** Connects the command line to the streams and signals of a Node process, also that of the packaged app. */
export function processIo(bundledScenarios: string): Io {
  // Errors are told to whoever writes, below; without these lines they would end the process.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    stdout: (line) =>
      new Promise((resolve, reject) =>
        process.stdout.write(line, (error) => {
          // A reader that goes away (`| head`) is no failure: it has seen enough.
          if (error && !/^(EPIPE|ERR_STREAM_DESTROYED|EOF)$/.test((error as NodeJS.ErrnoException).code ?? ''))
            reject(error);
          else resolve();
        }),
      ),
    stderr: (line) => void process.stderr.write(line),
    stdin: () => text(process.stdin),
    bundledScenarios,
    holdInterrupts() {
      let isAsked = false;
      const note = (): void => {
        isAsked = true;
      };
      const signals = ['SIGINT', 'SIGTERM'] as const;
      for (const signal of signals) process.on(signal, note);
      return {
        wasAsked: () => isAsked,
        release: () => {
          for (const signal of signals) process.off(signal, note);
        },
      };
    },
  };
}
