import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EventName, LabEvents } from '../../shared/requests.ts';
import type { InputAsked, InputName, InputOutcome, ViewAnswer, ViewName, ViewAsked } from '../../shared/offers.ts';
import type { LabView, RecentLab } from '../../shared/labs/views.ts';
import type { KnownLab, PreferencesFile } from './preferences.ts';
import { checkpointFolder } from '../lab/files/paths.ts';
import { startWorker } from '../workers/client.ts';
import type { ReaderMethods } from '../workers/reader.ts';
import type { WriterMethods } from '../workers/writer.ts';

export type Publish = <E extends EventName>(event: E, payload: LabEvents[E]) => void;

/** The two workers of the open lab, and what the main thread must know of it: which file, and how new its rows are. */
export class LabHost {
  readonly writer;
  readonly reader;
  readonly bundledScenarios: string;
  readonly #labsFolder: string;
  readonly #preferences: Pick<PreferencesFile, 'labs' | 'remember'>;
  #revision = 0;
  /** The open lab as the list of labs will show it when it is closed. */
  #open: KnownLab | undefined;
  #following: Promise<unknown> = Promise.resolve();

  constructor({
    workers,
    bundledScenarios,
    labsFolder,
    preferences,
    publish,
  }: {
    workers: { writer: string; reader: string };
    bundledScenarios: string;
    labsFolder: string;
    preferences: Pick<PreferencesFile, 'labs' | 'remember'>;
    publish: Publish;
  }) {
    this.bundledScenarios = bundledScenarios;
    this.#labsFolder = labsFolder;
    this.#preferences = preferences;
    const onEvent = (event: string, payload: unknown): void => {
      if (event === 'lab-changed') {
        const { revision, now } = payload as LabEvents['lab-changed'];
        this.#revision = revision;
        if (this.#open) this.#open = { ...this.#open, now };
      }
      if (event !== 'lab-replaced') {
        publish(event as EventName, payload as never);
        return;
      }
      const { lab } = payload as LabEvents['lab-replaced'];
      this.#revision = lab?.revision ?? 0;
      this.#keepOpen();
      this.#open = lab ? { path: lab.file, title: lab.title, scenario: lab.scenario, now: lab.now } : undefined;
      this.#keepOpen();
      // Windows ask again as soon as they hear of it, so the reader has to have the new file first.
      this.#following = this.reader.call.use({ file: lab?.file ?? null });
      void this.#following.then(() => publish('lab-replaced', { lab }), console.error);
    };
    this.writer = startWorker<WriterMethods>(workers.writer, null, onEvent);
    this.reader = startWorker<ReaderMethods>(workers.reader, null, onEvent);
  }

  get revision(): number {
    return this.#revision;
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
    return (await this.reader.call.view({ name, params, revision: this.#revision })) as ViewAnswer<N>;
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

  async stop(): Promise<void> {
    await this.writer.call.close(undefined as never).catch(console.error);
    this.#keepOpen();
    await Promise.all([this.writer.stop(), this.reader.stop()]);
  }

  #keepOpen(): void {
    if (this.#open) this.#preferences.remember(this.#open);
  }

  async #settled(opening: Promise<LabView>): Promise<LabView> {
    const lab = await opening;
    await this.#following;
    return lab;
  }
}
