import type { RequestOutput } from '../../shared/requests.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import { recoveryOf, type Recovery } from '../../shared/labs/recovery.ts';
import type { CheckpointView, ResetView } from '../../shared/labs/views.ts';
import {
  checkLab,
  closeLab,
  computeHash,
  deleteCheckpoint,
  openDroppedLab,
  openLabFile,
  openRecentLab,
  recoverLab,
  resetLab,
  revealLabFile,
  saveCheckpoint,
  saveLabCopy,
} from '../parts/lab.svelte.ts';

type Verdict = RequestOutput<'lab:check'>;
export type LabTask = 'open' | 'close' | 'copy' | 'checkpoint' | 'reset' | 'hash' | 'check';

/** What a person does to the whole lab, one thing at a time, and what came of it. */
export class LabWork {
  #busy: LabTask | null = $state(null);
  #failure: Failure | null = $state.raw(null);
  #openingId: string | null = $state(null);
  #hash: { value: string } | null = $state.raw(null);
  #verdict: Verdict | null = $state.raw(null);
  #proof: ResetView | null = $state.raw(null);
  /** A reset that has still to be confirmed; `to` null is the baseline. */
  #pendingReset: { to: string | null } | null = $state.raw(null);

  get busy(): LabTask | null {
    return this.#busy;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get openingId(): string | null {
    return this.#openingId;
  }
  get hash(): string | null {
    return this.#hash?.value ?? null;
  }
  get verdict(): Verdict | null {
    return this.#verdict;
  }
  get proof(): ResetView | null {
    return this.#proof;
  }
  get pendingReset(): { to: string | null } | null {
    return this.#pendingReset;
  }

  dismiss(what: 'failure' | 'hash' | 'verdict' | 'proof' = 'failure'): void {
    if (what === 'failure') this.#failure = null;
    else if (what === 'hash') this.#hash = null;
    else if (what === 'verdict') this.#verdict = null;
    else this.#proof = null;
  }

  async openRecent(id: string): Promise<void> {
    this.#openingId = id;
    if (await this.#do('open', openRecentLab(id))) this.#forget();
    this.#openingId = null;
  }
  async openFile(): Promise<void> {
    const value = await this.#do('open', openLabFile());
    if (value) this.#forget();
  }
  async openDropped(file: File): Promise<void> {
    const value = await this.#do('open', openDroppedLab(file));
    if (value) this.#forget();
  }
  async close(): Promise<void> {
    if ((await this.#do('close', closeLab())) === null) this.#forget();
  }
  /** What could take the place of the lab that was just found unusable. */
  get recovery(): (Recovery & { id: string }) | null {
    const { details } = this.#failure ?? {};
    const recovery = recoveryOf(details);
    return recovery ? { ...recovery, id: String((details as { id?: unknown }).id) } : null;
  }
  async recover(id: string, to: string): Promise<void> {
    if (await this.#do('open', recoverLab(id, to))) this.#forget();
  }
  /** The name of the new file; undefined when nothing was saved. */
  async saveCopy(): Promise<string | undefined> {
    return (await this.#do('copy', saveLabCopy()))?.fileName;
  }
  async deleteCheckpoint(name: string): Promise<boolean> {
    return (await this.#do('checkpoint', deleteCheckpoint(name))) !== undefined;
  }
  async reveal(): Promise<void> {
    const answer = await revealLabFile();
    if (!answer.ok) this.#failure = answer;
  }

  saveCheckpoint(name: string): Promise<CheckpointView | undefined> {
    return this.#do('checkpoint', saveCheckpoint(name));
  }
  askReset(to: string | null): void {
    this.#pendingReset = { to };
  }
  cancelReset(): void {
    this.#pendingReset = null;
  }
  async confirmReset(): Promise<void> {
    if (!this.#pendingReset) return;
    const { to } = this.#pendingReset;
    const proof = await this.#do('reset', resetLab(to));
    this.#pendingReset = null;
    // The former hash and verdict speak of a state that is no more.
    if (proof) this.#forget();
    this.#proof = proof ?? null;
  }
  async computeHash(): Promise<void> {
    const answer = await this.#do('hash', computeHash());
    this.#hash = answer ? { value: answer.hash } : null;
  }
  async check(): Promise<void> {
    this.#verdict = (await this.#do('check', checkLab())) ?? null;
  }

  #forget(): void {
    this.#hash = null;
    this.#verdict = null;
    this.#proof = null;
  }

  async #do<Value>(work: LabTask, asked: Promise<Result<Value>>): Promise<Value | undefined> {
    this.#busy = work;
    this.#failure = null;
    const answer = await asked;
    this.#busy = null;
    if (answer.ok) return answer.value;
    this.#failure = answer;
    return undefined;
  }
}
