import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EventName, LabEvents } from '../../shared/requests.ts';
import type { InputAsked, InputName, InputOutcome, ViewAnswer, ViewName, ViewAsked } from '../../shared/offers.ts';
import type { LabView, RecentLab } from '../../shared/labs/views.ts';
import type { KnownLab, PreferencesFile } from './preferences.ts';
import { errors, LabError } from '../../shared/contract/errors.ts';
import { failureOf } from '../workers/rpc.ts';
import { checkpointFolder } from '../lab/files/paths.ts';
import { startWorker } from '../workers/client.ts';
import type { ReaderMethods } from '../workers/reader.ts';
import type { WriterMethods } from '../workers/writer.ts';

type Report = (where: string, trace: string) => void;
export type Publish = <E extends EventName>(event: E, payload: LabEvents[E]) => void;

const restarted = (title: string): LabEvents['notice'] => ({
  code: 'workerEnded',
  message: `The part of Tandem that keeps “${title}” stopped unexpectedly and was started again; its clock stands.`,
  next: errors.workerEnded.next,
});

/** The two workers of the open lab, and what the main thread must know of it: which file, and how new its rows are. */
export class LabHost {
  readonly writer;
  readonly reader;
  readonly bundledScenarios: string;
  readonly #labsFolder: string;
  readonly #preferences: Pick<PreferencesFile, 'labs' | 'remember' | 'keep'>;
  #revision = 0;
  #replacements = 0;
  /** The open lab as the list of labs will show it when it is closed. */
  #open: KnownLab | undefined;
  #following: Promise<unknown> = Promise.resolve();
  #stopped: Promise<void> | undefined;
  #isJumping = false;
  #rested: (() => void)[] = [];

  constructor({
    workers,
    bundledScenarios,
    labsFolder,
    preferences,
    publish,
    report = () => undefined,
  }: {
    workers: { writer: string; reader: string };
    bundledScenarios: string;
    labsFolder: string;
    preferences: Pick<PreferencesFile, 'labs' | 'remember' | 'keep'>;
    publish: Publish;
    /** Where faults of the workers are written. */
    report?: Report;
  }) {
    this.bundledScenarios = bundledScenarios;
    this.#labsFolder = labsFolder;
    this.#preferences = preferences;
    const onEvent = (event: string, payload: unknown): void => {
      if (event === 'fault') {
        const { where, trace } = payload as { where: string; trace: string };
        report(where, trace);
        return;
      }
      if (event === 'lab-changed') {
        const { revision, now } = payload as LabEvents['lab-changed'];
        this.#revision = revision;
        if (this.#open) this.#open = { ...this.#open, now };
      }
      if (event === 'clock-changed') this.#jumping((payload as LabEvents['clock-changed']).isJumping);
      if (event !== 'lab-replaced') {
        publish(event as EventName, payload as never);
        return;
      }
      const { lab } = payload as LabEvents['lab-replaced'];
      this.#revision = lab?.revision ?? 0;
      this.#replacements += 1;
      this.#keepOpen();
      this.#open = lab ? { path: lab.file, title: lab.title, scenario: lab.scenario, now: lab.now } : undefined;
      this.#keepOpen();
      // Windows ask again as soon as they hear of it, so the reader has to have the new file first.
      this.#following = this.reader.call.use({ file: lab?.file ?? null }).catch(console.error);
      void this.#following.then(() => publish('lab-replaced', { lab }));
    };
    this.writer = startWorker<WriterMethods>(workers.writer, null, onEvent, async ({ open }) => {
      this.#jumping(false);
      const lab = this.#open;
      if (!lab) return;
      try {
        await open({ file: lab.path });
        publish('notice', restarted(lab.title));
      } catch (error) {
        onEvent('lab-replaced', { lab: null });
        const failure = failureOf(error, 'opening the lab again');
        void this.#following.then(() => publish('lab-problem', failure));
      }
    });
    this.reader = startWorker<ReaderMethods>(workers.reader, null, onEvent, ({ use }) =>
      use({ file: this.#open?.path ?? null }),
    );
  }

  get hasLab(): boolean {
    return this.#open !== undefined;
  }

  /** Where the open lab lies. */
  get file(): string | undefined {
    return this.#open?.path;
  }

  get isJumping(): boolean {
    return this.#isJumping;
  }

  /** How often another lab, or another attempt, took the place of the one before. */
  get replacements(): number {
    return this.#replacements;
  }

  /** A new lab of this scenario among the user's own; an existing file is never replaced. */
  newLabFile(scenario: string): string {
    mkdirSync(this.#labsFolder, { recursive: true });
    const name = scenario.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'lab';
    for (let number = 1; ; number += 1) {
      const file = join(this.#labsFolder, `${name}${number === 1 ? '' : `-${number}`}.tandem`);
      if (!existsSync(file) && !existsSync(checkpointFolder(file))) return file;
    }
  }

  /** Labs opened before that still exist, or could be brought back from their checkpoints, as they stood when they were last used here. */
  recent(): RecentLab[] {
    return this.#preferences.labs
      .filter(({ path }) => existsSync(path) || existsSync(checkpointFolder(path)))
      .map(({ path, ...lab }) => {
        const open = this.#open?.path === path ? this.#open : undefined;
        return {
          id: this.idOf(path),
          fileName: basename(path),
          ...lab,
          now: open?.now ?? lab.now,
          isOpen: open !== undefined,
        };
      });
  }

  /** What stands for a lab's path in the window: paths stay in the main process. */
  idOf(file: string): string {
    return createHash('sha256').update(file).digest('hex').slice(0, 16);
  }

  /** Answers a view of the table from the reader, at least as new as what was announced last. */
  async view<N extends ViewName>(name: N, params: ViewAsked<N>): Promise<ViewAnswer<N>> {
    const ask = () => this.reader.call.view({ name, params, revision: this.#revision }) as Promise<ViewAnswer<N>>;
    try {
      return await ask();
    } catch (error) {
      // A question changes nothing, so it is asked once more before anybody hears of it.
      if (error instanceof LabError && error.code === 'workerEnded') return ask();
      throw error;
    }
  }

  /** Gives an input of the table to the writer. */
  async input<N extends InputName>(name: N, params: InputAsked<N>): Promise<InputOutcome<N>> {
    return (await this.writer.call.input({ name, params })) as InputOutcome<N>;
  }

  async create(scenario: string, name: string, seed: number, devices: number | null): Promise<LabView> {
    return this.#settled(
      this.writer.call.create({ scenario, bundled: this.bundledScenarios, seed, devices, file: this.newLabFile(name) }),
    );
  }

  async open(file: string): Promise<LabView> {
    return this.#settled(this.writer.call.open({ file }));
  }

  async recover(file: string, to: string | null): Promise<LabView> {
    return this.#settled(this.writer.call.recover({ file, to }));
  }

  /** Stops a jump at a whole moment, and waits until it stands there. */
  async endJump(): Promise<void> {
    const rest = new Promise<void>((resolve) => this.#rested.push(resolve));
    if (!this.#isJumping) return;
    await this.writer.call.cancelJump(undefined);
    await rest;
  }

  async close(): Promise<null> {
    // The reader lets go first, or its last page of the log would stay beside the lab.
    await this.reader.call.use({ file: null });
    try {
      await this.#settled(this.writer.call.leave(undefined));
    } catch (error) {
      await this.reader.call.use({ file: this.#open?.path ?? null });
      throw error;
    }
    this.#preferences.keep({ isClosed: true });
    return null;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    // The reader lets go first, so that the writer leaves a lab without a log; a thread that is stopped closes nothing.
    await this.reader.call.close(undefined).catch(console.error);
    await this.writer.call.close(undefined).catch(console.error);
    this.#keepOpen();
    await Promise.all([this.writer.stop(), this.reader.stop()]);
  }

  #keepOpen(): void {
    if (this.#open) this.#preferences.remember(this.#open);
  }

  #jumping(isJumping: boolean): void {
    this.#isJumping = isJumping;
    if (!isJumping) for (const resolve of this.#rested.splice(0)) resolve();
  }

  async #settled<T>(opening: Promise<T>): Promise<T> {
    const lab = await opening;
    await this.#following;
    return lab;
  }
}
