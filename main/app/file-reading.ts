import { basename } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import type { LabEvents } from '../../shared/requests.ts';
import { startWorker, type MethodsOf } from '../workers/client.ts';
import type { FileMethods } from '../workers/files.ts';

/** Reads one file of a person at a time, each in a thread of its own: to cancel is to end the thread. */
export class FileReading {
  readonly #worker: string;
  readonly #tell: (reading: LabEvents['file-reading']) => void;
  #stop: (() => Promise<unknown>) | undefined;

  constructor(worker: string, tell: (reading: LabEvents['file-reading']) => void) {
    this.#worker = worker;
    this.#tell = tell;
  }

  /** Null when it was canceled. */
  async read<N extends keyof FileMethods>(
    method: N,
    path: string,
  ): Promise<Awaited<ReturnType<FileMethods[N]>> | null> {
    void this.cancel();
    const worker = startWorker<FileMethods>(this.#worker, null, () => undefined);
    const canceled = new AbortController();
    const stop = (this.#stop = async () => {
      canceled.abort();
      await worker.stop();
    });
    this.#tell({ fileName: basename(path) });
    try {
      const read = worker.call[method] as MethodsOf<FileMethods>[N] & ((params: { path: string }) => unknown);
      return (await read({ path })) as Awaited<ReturnType<FileMethods[N]>>;
    } catch (error) {
      if (canceled.signal.aborted && error instanceof LabError && error.code === 'workerEnded') return null;
      throw error;
    } finally {
      // Unless another file is being read by now, which the window shows instead.
      if (this.#stop === stop) {
        this.#stop = undefined;
        this.#tell({ fileName: null });
      }
      await worker.stop();
    }
  }

  async cancel(): Promise<null> {
    await this.#stop?.();
    return null;
  }
}
