import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KnowledgeKind } from '../../shared/contract/knowledge.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { InputName, InputOutcome, InputParams } from '../../shared/offers.ts';
import type { CheckpointView, JumpView, ResetView } from '../../shared/labs/views.ts';
import { stateHash } from '../db/hash.ts';
import { lockLab } from '../db/lock.ts';
import { migrations } from '../db/migrations/index.ts';
import { connect, versionOf, type Db } from '../db/open.ts';
import { asLabError } from '../db/sqlite-errors.ts';
import { labRow } from '../db/tables.ts';
import { advance, advanceNow, nextDueAt, type AdvanceOptions } from './engine/advance.ts';
import type { WorldSource } from './scenario/build.ts';
import { checkInvariants } from './journal/check.ts';
import {
  baseline,
  canonicalPath,
  checkpointFile,
  checkpointFolder,
  copyClosedDatabase,
  freeName,
  listCheckpoints,
  newestCheckpoint,
  removeDatabase,
  removeEmptyFolders,
  removeLab,
  setAside,
  writeCheckpoint,
} from './files/paths.ts';
import { carryOut } from './journal/journal.ts';
import { readLocal, withheldIn, withholdIn, writeLocal } from './files/local.ts';
import { forgetPatternClock } from './engine/pattern-clock.ts';
import { refuseOtherEngine, replayLab } from './journal/replay.ts';
import { embeddedScenario, isScalable } from './scenario/source.ts';
import { openCopy } from './files/upgrade.ts';
import { buildFile } from './labs/build.ts';
import { openLive, refuseUnwritable } from './labs/open.ts';
import { forgetWorld } from './engine/world.ts';

export type CreateOptions = WorldSource & {
  file: string;
  /** Replace an existing lab of that name. */
  force?: boolean;
  /** Compute the state hash and keep it with the baseline, so that every reset can prove itself. */
  withHash?: boolean;
  withBaseline?: boolean;
  onProgress?: (rows: number) => void;
};

/**
 * One lab file, owned by this process from opening to closing. Every write goes through a method of this class, each in
 * transactions of its own; reading views take `db`. Knows nothing of windows, so app, command line and tests share it.
 */
export class Lab {
  readonly file: string;
  readonly db: Db;
  readonly #release: () => void;
  readonly #known: typeof migrations;
  #isResetting = false;
  /** Counts changes since opening, for screens to know when to read again. */
  revision = 0;

  private constructor(file: string, db: Db, release: () => void, known = migrations) {
    this.file = file;
    this.db = db;
    this.#release = release;
    this.#known = known;
  }

  /** Makes a lab file from scenario and seed. Throws `fileExists`, `locked`, `diskFull` …; a failure leaves nothing behind. */
  static create({
    file: path,
    force = false,
    withHash = true,
    withBaseline = true,
    onProgress,
    ...source
  }: CreateOptions): { lab: Lab; hash: string | null } {
    const file = canonicalPath(path);
    const isNew = !existsSync(file);
    if (!isNew && !force) throw new LabError('fileExists', `${file} exists already.`);
    if (!isNew && statSync(file).isDirectory()) throw new LabError('foreign', `${file} is a folder, not a lab.`);
    if (source.devices !== null && !isScalable(source.scenario)) {
      throw new LabError('notScalable', `The devices of ${source.scenario.name} are named one by one.`);
    }
    const building = `${file}.creating`;
    let lock: { release: () => void } | undefined;
    let newFolder: string | undefined;
    let hasFolder = false;
    try {
      newFolder = mkdirSync(dirname(file), { recursive: true });
      hasFolder = true;
      lock = lockLab(file);
      removeLab(building);
      const hash = buildFile(building, source, withHash, onProgress);
      if (withBaseline) copyClosedDatabase(building, checkpointFile(building, baseline));
      // Only now, when nothing needs room any more, a lab that was here before goes. Whenever a sudden end comes, there is
      // the old lab, none or the new one, and never one with the checkpoints of another.
      rmSync(checkpointFolder(file), { recursive: true, force: true });
      removeDatabase(file);
      renameSync(building, file);
      if (withBaseline) renameSync(checkpointFolder(building), checkpointFolder(file));
      return { lab: new Lab(file, openLive(file), lock.release), hash };
    } catch (error) {
      const known = asLabError(error, file);
      // Without the lock all that lies here is another's, perhaps of a process that is creating the same lab just now.
      const isMine = lock !== undefined || !(known instanceof LabError && known.code === 'locked');
      if (lock) removeLab(building);
      if (lock && isNew) removeLab(file);
      lock?.release();
      if (isMine && isNew && hasFolder) removeDatabase(`${file}.lock`);
      if (newFolder !== undefined) removeEmptyFolders(dirname(file), newFolder);
      throw known;
    }
  }

  /**
   * Opens a lab for use; one of an older Tandem is upgraded, and kept as it was. Throws LabError for everything that is no
   * usable lab; the file is left as it is then.
   */
  static open(path: string, known = migrations): Lab {
    const file = canonicalPath(path);
    const hadLock = existsSync(`${file}.lock`);
    let release: (() => void) | undefined;
    try {
      refuseUnwritable(file);
      ({ release } = lockLab(file));
      return new Lab(file, openLive(file, known), release, known);
    } catch (error) {
      release?.();
      // Nothing is left beside a file that is no lab.
      if (release && !hadLock) removeDatabase(`${file}.lock`);
      throw offerCheckpoint(file, asLabError(error, file));
    }
  }

  /**
   * Puts a checkpoint in the place of a lab file that can no longer be opened; without a name the newest one. The unusable
   * file is kept beside it. Throws `checkpointNotFound`, `locked`.
   */
  static recover(path: string, to?: string): { lab: Lab; kept: string; to: string } {
    const file = canonicalPath(path);
    const name = to ?? newestCheckpoint(file);
    if (name === undefined || !existsSync(checkpointFile(file, name))) {
      throw new LabError(
        'checkpointNotFound',
        `There is no checkpoint ${name === undefined ? '' : `"${name}" `}of ${file}.`,
      );
    }
    const { release } = lockLab(file);
    try {
      const source = checkpointFile(file, name);
      openCopy(source).close();
      const kept = setAside(file);
      copyClosedDatabase(source, file);
      return { lab: new Lab(file, openLive(file), release), kept, to: name };
    } catch (error) {
      release();
      throw asLabError(error, file);
    }
  }

  close(): void {
    try {
      // Others may still read the file, and then closing alone would leave the log beside it.
      this.db.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // Nothing is lost: the log stays (the disk may be full), and the next opening takes it over.
    } finally {
      this.db.close();
      this.#release();
    }
  }

  get now(): number {
    return labRow(this.db).now;
  }

  /** When the next queued event is due; undefined when nothing is queued. */
  get nextEventAt(): number | undefined {
    return nextDueAt(this.db);
  }

  input<N extends InputName>(name: N, params: InputParams<N>): InputOutcome<N> {
    return this.#changing(() => carryOut(this.db, name, params));
  }

  /** Several inputs as one: when one is refused, none was given. */
  together<T>(work: () => T): T {
    try {
      return this.#changing(() => this.db.transaction(work)());
    } catch (error) {
      forgetWorld(this.db);
      forgetPatternClock(this.db);
      throw error;
    }
  }

  advanceTo(at: number, options: AdvanceOptions = {}): JumpView {
    return this.#changing(() => advanceNow(this.db, at, options));
  }

  /** Like `advanceTo`, but hands control back between chunks of about 50 ms. */
  *advanceInSteps(at: number, options: AdvanceOptions = {}): Generator<void, JumpView> {
    const steps = advance(this.db, at, options);
    for (;;) {
      const step = this.#changing(() => steps.next());
      if (step.done) return step.value;
      yield;
    }
  }

  hash(): string {
    return stateHash(this.db);
  }

  /** Every rule that must hold in any lab at any time; empty when all do. */
  check(): string[] {
    return checkInvariants(this.db);
  }

  /** Plays scenario, seed and inputs again in a temporary file and compares. */
  replay(): { hash: string; replayed: string; equal: boolean } {
    const hash = this.hash();
    const replayed = replayLab(this.db);
    return { hash, replayed, equal: hash === replayed };
  }

  checkpoints(): CheckpointView[] {
    return listCheckpoints(this.file);
  }

  /** Keeps the present state under a name. Throws `badName`, `checkpointExists`, `diskFull`. */
  checkpoint(name: string, { withHash = true } = {}): CheckpointView {
    const path = checkpointFile(this.file, name);
    if (name.toLowerCase() === baseline) {
      throw new LabError('checkpointExists', `"${name}" is the name of the state with which the lab began.`);
    }
    const taken = listCheckpoints(this.file).some((view) => view.name.toLowerCase() === name.toLowerCase());
    if (taken || existsSync(path)) throw new LabError('checkpointExists', `There is a checkpoint "${name}" already.`);
    const hash = withHash ? this.hash() : null;
    writeCheckpoint(this.db, path, hash);
    return { name, at: this.now, hash };
  }

  /**
   * Back to a checkpoint: the present attempt is archived first, then the checkpoint's pages replace the live ones in one
   * transaction. `prove` compares the state hash with the one kept; without it the proof is the caller's to run.
   */
  async reset(to: string = baseline, { prove = true } = {}): Promise<ResetView> {
    this.#refuseWhileResetting();
    const path = checkpointFile(this.file, to);
    if (!existsSync(path)) {
      if (to !== baseline) throw new LabError('checkpointNotFound', `There is no checkpoint "${to}".`);
      this.#rebuildBaseline(path);
    }
    const source = openCopy(path, this.#known);
    const withheld = this.withheld;
    let archived: string;
    let expected: string | null;
    try {
      // A hash of the time before an upgrade is of other tables.
      if (source.isUpgraded) expected = prove ? stateHash(source.db) : null;
      else expected = readLocal(source.db, 'hash');
      archived = freeName(this.file, (number) => `attempt-${number}`);
      writeCheckpoint(this.db, checkpointFile(this.file, archived), null);
      this.#isResetting = true;
      // All pages in one go: the live file is locked meanwhile, so giving way to others would only keep them waiting.
      await source.db.backup(this.file, { progress: () => 0x7fff_ffff });
      // What is withheld in a lab is so in every attempt at it.
      withholdIn(this.db, withheld);
    } catch (error) {
      throw asLabError(error, this.file);
    } finally {
      this.#isResetting = false;
      source.close();
    }
    forgetWorld(this.db);
    forgetPatternClock(this.db);
    this.revision += 1;
    if (!prove) return { archived, to, hash: expected ?? '', matches: expected !== null };
    const hash = this.hash();
    return { archived, to, hash, matches: hash === (expected ?? hashOfFile(path)) };
  }

  /** Number of the newest migration in this file. */
  get schemaVersion(): number {
    return versionOf(this.db);
  }

  /** Which kinds of the lab's knowledge every door withholds. No part of the simulated world, so it is in no hash. */
  get withheld(): KnowledgeKind[] {
    return withheldIn(this.db);
  }

  set withheld(kinds: readonly KnowledgeKind[]) {
    this.#changing(() => withholdIn(this.db, kinds));
  }

  get speed(): number {
    return Number(readLocal(this.db, 'speed') ?? 0);
  }

  set speed(value: number) {
    writeLocal(this.db, 'speed', String(value));
  }

  /** While a checkpoint's pages come in nothing else may be written: it would be lost, or wait for a lock. */
  #refuseWhileResetting(): void {
    if (this.#isResetting) throw new LabError('jumpRunning', 'The lab is being reset.');
  }

  #changing<T>(work: () => T): T {
    try {
      this.#refuseWhileResetting();
      return work();
    } catch (error) {
      throw asLabError(error, this.file);
    } finally {
      this.revision += 1;
    }
  }

  #rebuildBaseline(path: string): void {
    const lab = labRow(this.db);
    refuseOtherEngine(lab);
    const { scenario_text: text, seed, device_count_override: devices } = lab;
    mkdirSync(dirname(path), { recursive: true });
    removeDatabase(`${path}.part`);
    buildFile(`${path}.part`, { scenario: embeddedScenario(text), text, seed, devices }, true);
    renameSync(`${path}.part`, path);
  }
}

/** Says of an unusable lab file that a checkpoint of it could take its place, when there is one. */
function offerCheckpoint(file: string, error: unknown): unknown {
  if (!(error instanceof LabError) || !['damaged', 'empty', 'foreign'].includes(error.code)) return error;
  const checkpoint = newestCheckpoint(file);
  if (checkpoint === undefined) return error;
  const message = `${error.message} Its checkpoint "${checkpoint}" can take its place.`;
  return new LabError(error.code, message, { details: { checkpoint }, cause: error });
}

function hashOfFile(path: string): string {
  const db = connect(path, { readonly: true });
  try {
    return stateHash(db);
  } finally {
    db.close();
  }
}
