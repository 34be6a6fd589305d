import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KnowledgeKind } from '../../shared/contract/knowledge.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { InputName, InputOutcome, InputParams } from '../../shared/offers.ts';
import type { CheckpointView, JumpView, ResetView } from '../../shared/labs/views.ts';
import { restorePointsKept } from '../../shared/labs/recovery.ts';
import { stateHash } from '../db/hash.ts';
import { lockLab } from '../db/lock.ts';
import { migrations } from '../db/migrations/index.ts';
import { versionOf, type Db } from '../db/open.ts';
import { asLabError } from '../db/sqlite-errors.ts';
import { labRow } from '../db/tables.ts';
import { advance, advanceNow, nextDueAt, type AdvanceOptions } from './engine/advance.ts';
import { forgetPatternClock } from './engine/pattern-clock.ts';
import { engineVersion } from './engine/version.ts';
import { forgetWorld } from './engine/world.ts';
import {
  baseline,
  checkpointFile,
  checkpointNames,
  isBaseline,
  listing,
  makeFolder,
  nextName,
  olderThan,
  type Listing,
  fileFacts,
  writeCheckpoint,
  writeCopy,
} from './files/checkpoints.ts';
import { identify, identityOf, refuseOtherLab } from './files/identity.ts';
import { readLocal, withheldIn, withholdIn, writeLocal } from './files/local.ts';
import { refuseOwnFiles } from './files/own.ts';
import { canonicalPath, partOf, removeDatabase } from './files/paths.ts';
import { placeOf, refuseGone } from './files/place.ts';
import { sweep } from './files/sweep.ts';
import { openCopy } from './files/upgrade.ts';
import { blame } from './journal/blame.ts';
import { checkInvariants } from './journal/check.ts';
import { carryOut } from './journal/journal.ts';
import { refuseOtherEngine, replayLab } from './journal/replay.ts';
import { buildFile } from './labs/build.ts';
import { createFile, removeMade, type CreateOptions } from './labs/create.ts';
import { openLive, refuseUnwritable } from './labs/open.ts';
import { offerCheckpoints, recoverFile } from './labs/recover.ts';
import { embeddedScenario } from './scenario/source.ts';

/**
 * One lab file, owned by this process from opening to closing. Every write goes through a method of this class, each in
 * transactions of its own; reading views take `db`. Knows nothing of windows, so app, command line and tests share it.
 */
export class Lab {
  readonly file: string;
  readonly db: Db;
  readonly #release: () => void;
  readonly #known: typeof migrations;
  readonly #place: string | undefined;
  #isResetting = false;
  /** Counts changes of rows since opening, for screens to know when to read again. Time that merely passes is none. */
  revision = 0;

  private constructor(file: string, db: Db, release: () => void, known = migrations) {
    this.file = file;
    this.db = db;
    this.#release = release;
    this.#known = known;
    this.#place = placeOf(file);
  }

  /** Makes a lab file from scenario and seed. Throws `fileExists`, `locked`, `diskFull` …; a failure leaves nothing behind. */
  static create(options: CreateOptions): { lab: Lab; hash: string | null } {
    return createFile(options, (file, hash, release) => ({ lab: Lab.#taking(file, release), hash }));
  }

  /**
   * Opens a lab for use; one of an older Tandem is upgraded, and kept as it was. Throws LabError for everything that is no
   * usable lab; the file is left as it is then.
   */
  static open(path: string, known = migrations): Lab {
    const file = canonicalPath(path);
    const hadLock = existsSync(`${file}.lock`);
    let lock: { release: () => void } | undefined;
    try {
      refuseUnwritable(file);
      lock = lockLab(file);
      return Lab.#taking(file, lock.release, known);
    } catch (error) {
      lock?.release();
      // Nothing is left beside a file that is no lab.
      if (lock && !hadLock) removeDatabase(`${file}.lock`);
      throw offerCheckpoints(file, asLabError(error, file), known);
    }
  }

  /**
   * Puts a checkpoint in the place of a lab file that is missing or can no longer be opened; without a name the newest good one.
   * The unusable file is kept beside it. Throws `checkpointNotFound`, `otherLab`, `locked`.
   */
  static recover(path: string, to?: string): { lab: Lab; kept: string | null; to: string } {
    return recoverFile(path, to, (file, release) => Lab.#taking(file, release));
  }

  /** Opens a file whose lock this process has just taken. */
  static #taking(file: string, release: () => void, known = migrations): Lab {
    const lab = new Lab(file, openLive(file, known), release, known);
    sweep(file);
    return lab;
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

  /** Closes the lab and takes away what making it has made; nobody else can come between, for the lock is let go last. */
  discard(): void {
    const lock = `${this.file}.lock`;
    this.db.close();
    removeMade(this.file);
    // Windows deletes no open file; elsewhere a lock that is let go first could be another's by then.
    if (process.platform !== 'win32') removeDatabase(lock);
    this.#release();
    if (process.platform === 'win32') removeDatabase(lock);
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
      return this.#guarded(() => this.db.transaction(work)());
    } catch (error) {
      forgetWorld(this.db);
      throw error;
    }
  }

  advanceTo(at: number, options: AdvanceOptions = {}): JumpView {
    const jump = this.#guarded(() => advanceNow(this.db, at, options));
    if (jump.events > 0) this.revision += 1;
    return jump;
  }

  /** Like `advanceTo`, but hands control back between chunks. */
  *advanceInSteps(at: number, options: AdvanceOptions = {}): Generator<void, JumpView> {
    const steps = advance(this.db, at, options);
    let events = 0;
    for (;;) {
      const step = this.#guarded(() => steps.next());
      const soFar = step.done ? step.value.events : step.value;
      if (soFar > events) this.revision += 1;
      events = soFar;
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
    return this.listing().kept.map(({ view }) => view);
  }

  /** The same, and what lies there but is no checkpoint. */
  listing(): Listing {
    return listing(this.file, this.#known);
  }

  /** Keeps the present state under a name. Throws `badName`, `checkpointExists`, `diskFull`. */
  checkpoint(name: string, { withHash = true } = {}): CheckpointView {
    const path = checkpointFile(this.file, name);
    if (isBaseline(name)) {
      throw new LabError('checkpointExists', `"${name}" is the name of the state with which the lab began.`);
    }
    const isTaken = checkpointNames(this.file).some((other) => other.toLowerCase() === name.toLowerCase());
    if (isTaken) throw new LabError('checkpointExists', `There is a checkpoint "${name}" already.`);
    refuseGone(this.file, this.#place);
    const hash = withHash ? this.hash() : null;
    writeCheckpoint(this.db, path, hash);
    return { name, at: this.now, hash, ...fileFacts(statSync(path)) };
  }

  /** A checkpoint that the lab makes by itself before something is destroyed; of these the newest few are kept. */
  keepBefore(what: string): void {
    const stem = `before ${what}`;
    this.checkpoint(nextName(this.file, stem), { withHash: false });
    for (const name of olderThan(this.file, stem, restorePointsKept)) removeDatabase(checkpointFile(this.file, name));
  }

  /** Takes a checkpoint away for good. Throws `checkpointNotFound`, and `checkpointKept` for the baseline. */
  deleteCheckpoint(name: string): void {
    const path = checkpointFile(this.file, name);
    if (isBaseline(name)) throw new LabError('checkpointKept', 'The baseline is what a reset goes back to.');
    if (!existsSync(path)) throw new LabError('checkpointNotFound', `There is no checkpoint "${name}".`);
    this.#changing(() => removeDatabase(path));
  }

  /** Saves the present state as a lab file of its own, also when the lab's file is gone. Never over a file that is there. */
  saveCopy(to: string): string {
    const target = canonicalPath(to);
    if (existsSync(target)) throw new LabError('fileExists', `${target} exists already.`);
    refuseOwnFiles(this.file, target);
    writeCopy(this.db, target);
    return target;
  }

  /**
   * Back to a checkpoint: the present attempt is archived first, then the checkpoint's pages replace the live ones in one
   * transaction. `prove` compares the state hash with the one kept; without it the proof is the caller's to run.
   */
  async reset(name: string = baseline, { prove = true } = {}): Promise<ResetView> {
    this.#refuseUnlessReady();
    // Under any other spelling it would count as its own proof.
    const to = isBaseline(name) ? baseline : name;
    const path = checkpointFile(this.file, to);
    let source: ReturnType<typeof openCopy> | undefined;
    let archived: string;
    let expected: string | null;
    try {
      if (!existsSync(path)) {
        if (to !== baseline) throw new LabError('checkpointNotFound', `There is no checkpoint "${to}".`);
        this.#rebuildBaseline(path);
      }
      source = this.#openCheckpoint(path, to, prove);
      // What is withheld in a lab is so in every attempt at it, from the moment in which the pages are in.
      withholdIn(source.db, this.withheld);
      expected = expectedOf(source, to, prove);
      archived = nextName(this.file, 'before reset');
      writeCheckpoint(this.db, checkpointFile(this.file, archived), null);
      await this.#takeOver(source.db);
    } catch (error) {
      throw asLabError(error, this.file);
    } finally {
      source?.close();
    }
    if (!prove) return { archived, to, hash: expected ?? '', matches: expected !== null };
    const hash = this.hash();
    return { archived, to, hash, matches: hash === expected };
  }

  async #takeOver(source: Db): Promise<void> {
    this.#isResetting = true;
    try {
      // All pages in one go: the live file is locked meanwhile, so giving way to others would only keep them waiting.
      await source.backup(this.file, { progress: () => 0x7fff_ffff });
    } finally {
      // However it ended, what was read before may be of other pages.
      this.#isResetting = false;
      forgetWorld(this.db);
      forgetPatternClock(this.db);
      this.revision += 1;
    }
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
  refuseWhileResetting(): void {
    if (this.#isResetting) throw new LabError('jumpRunning', 'The lab is being reset.');
  }

  #refuseUnlessReady(): void {
    this.refuseWhileResetting();
    refuseGone(this.file, this.#place);
  }

  /** A checkpoint of this lab. A baseline that keeps no hash is made again first, where a proof is wanted. */
  #openCheckpoint(path: string, name: string, prove: boolean): ReturnType<typeof openCopy> {
    const source = openCopy(path, this.#known);
    try {
      const own = identityOf(this.db);
      refuseOtherLab(name, identityOf(source.db), own);
      identify(source.db, own.id ?? undefined);
      const isProvable = name !== baseline || source.isUpgraded || readLocal(source.db, 'hash') !== null;
      if (!prove || isProvable || labRow(this.db).engine_version !== engineVersion) return source;
      this.#rebuildBaseline(path);
    } catch (error) {
      source.close();
      throw error;
    }
    source.close();
    return openCopy(path, this.#known);
  }

  /** What changes rows, unless it is refused. */
  #changing<T>(work: () => T): T {
    const done = this.#guarded(work);
    this.revision += 1;
    return done;
  }

  #guarded<T>(work: () => T): T {
    try {
      this.#refuseUnlessReady();
      return work();
    } catch (error) {
      throw blame(this.db, error, this.file);
    }
  }

  #rebuildBaseline(path: string): void {
    const lab = labRow(this.db);
    refuseOtherEngine(lab);
    const { scenario_text: text, seed, device_count_override: devices } = lab;
    makeFolder(dirname(path));
    const part = partOf(path);
    const source = { scenario: embeddedScenario(text), text, seed, devices };
    buildFile(part, source, true, { identity: identityOf(this.db).id });
    renameSync(part, path);
  }
}

/**
 * The hash that the state must have after a reset; null when nothing can prove it. What the lab archives by itself keeps none, and
 * one of the time before an upgrade is of other tables: then the copy has to arrive as it is. A baseline is never its own proof.
 */
function expectedOf({ db, isUpgraded }: ReturnType<typeof openCopy>, name: string, prove: boolean): string | null {
  const kept = isUpgraded ? null : readLocal(db, 'hash');
  if (kept !== null || !prove) return kept;
  return name === baseline && !isUpgraded ? null : stateHash(db);
}
