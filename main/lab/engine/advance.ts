import type { WorkRow } from '../../rows/journal.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { formatIso, latestMoment } from '../../../shared/time.ts';
import type { JumpView } from '../../../shared/labs/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { isSiteWork, isWorkKind } from '../../simulation/kernel/work-kinds.ts';
import { siteRules, workRules } from '../../simulation/work.ts';
import { applyChanges, type LedgerItem } from './apply.ts';
import { ChunkBudget } from './budget.ts';
import { remembering } from './memory.ts';
import { factsOf } from './facts.ts';
import { summarizeLedger } from './ledger.ts';
import { siteFactsOf } from './site-facts.ts';

export type AdvanceOptions = {
  /** How long a chunk may take; by default as long as suits a jump. */
  budget?: ChunkBudget;
  /** Called between chunks; answering true stops the jump at the whole moment reached. */
  shouldStop?: () => boolean;
  onProgress?: (progress: { from: number; now: number; to: number; events: number }) => void;
};

/** In wall milliseconds: few commits, and yet a cancel is heard within half a second. */
const jumpChunkMs = 200;
/** Work that keeps queueing work for the same second is a bug in a rule; better loud than endless. */
const mostEventsPerMoment = 2_000_000;

const nextWork = (db: Db): WorkRow | undefined =>
  prepared(db, 'SELECT * FROM work_queue ORDER BY due_at, rank, device_id, seq LIMIT 1').get() as WorkRow | undefined;

export const nextDueAt = (db: Db): number | undefined => nextWork(db)?.due_at;

/**
 * Moves simulated time to `to`, doing everything due on the way in the queue's total order, chunk by chunk. Yields between
 * chunks, with the events so far, so that a caller can serve others. Jumping and stepping give the same state: chunk borders leave no trace.
 */
export function* advance(db: Db, to: number, options: AdvanceOptions = {}): Generator<number, JumpView> {
  const started = performance.now();
  const { now: from, seed } = labRow(db);
  if (to < from) throw new LabError('dateInPast', `The lab stands at a later time already (${from} > ${to}).`);
  refuseTooLate(to);
  const { budget = new ChunkBudget(jumpChunkMs) } = options;
  const ledger: LedgerItem[] = [];
  let events = 0;
  let wasCanceled = false;
  for (let isDone = false; !isDone;) {
    const isFirst = events === 0;
    const run = (): Chunk => budget.spend((workMs) => runChunk(db, to, seed, ledger, workMs));
    const chunk = isFirst ? run() : unflushed(db, run);
    events += chunk.events;
    isDone = chunk.isDone;
    options.onProgress?.({ from, now: chunk.now, to, events });
    if (!isDone && options.shouldStop?.()) {
      wasCanceled = true;
      isDone = true;
    }
    // The moment that is answered for survives a power cut, and with it all before it.
    if (isDone && !isFirst) prepared(db, 'UPDATE lab SET now = now WHERE id = 1').run();
    yield events;
  }
  return {
    from,
    to: labRow(db).now,
    events,
    wallMs: Math.round(performance.now() - started),
    wasCanceled,
    ledger: summarizeLedger(ledger),
  };
}

const synchronous = { normal: 1, full: 2 } as const;
/** A commit on the way of a jump need not wait for the disk: lost in a power cut, the jump is as if it had been stopped there. */
function unflushed<T>(db: Db, work: () => T): T {
  if (db.inTransaction || db.pragma('synchronous', { simple: true }) !== synchronous.full) return work();
  db.pragma(`synchronous = ${synchronous.normal}`);
  try {
    return work();
  } finally {
    db.pragma(`synchronous = ${synchronous.full}`);
  }
}

/** Throws `dateTooLate` for a moment beyond the end of simulated time. */
export function refuseTooLate(at: number): void {
  if (at > latestMoment) throw new LabError('dateTooLate', `Simulated time ends at ${formatIso(latestMoment)}.`);
}

/** Runs the generator to its end at once, for callers who have nobody else to serve. */
export function advanceNow(db: Db, to: number, options: AdvanceOptions = {}): JumpView {
  const steps = advance(db, to, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

type Chunk = { now: number; events: number; isDone: boolean };

/** One transaction: whole moments only, so that a stopped jump stands where everything due has happened. */
function runChunk(db: Db, to: number, seed: number, ledger: LedgerItem[], mostMs: number): Chunk {
  const startedMs = performance.now();
  const items: LedgerItem[] = [];
  const setNow = prepared(db, 'UPDATE lab SET now = ? WHERE id = 1');
  const work = (): Chunk => {
    let events = 0;
    let moment = -1;
    let atMoment = 0;
    for (;;) {
      const next = nextWork(db);
      if (!next || next.due_at > to) {
        setNow.run(to);
        return { now: to, events, isDone: true };
      }
      if (next.due_at !== moment) {
        if (moment !== -1 && performance.now() - startedMs > mostMs) {
          setNow.run(moment);
          return { now: moment, events, isDone: false };
        }
        moment = next.due_at;
        atMoment = 0;
      }
      doWork(db, next, seed, items);
      events += 1;
      atMoment += 1;
      if (atMoment > mostEventsPerMoment)
        throw new Error(`advance: ${next.kind} of device ${next.device_id} repeats without end at ${moment}`);
    }
  };
  const result = db.transaction(() => remembering(db, work))();
  ledger.push(...items);
  return result;
}

/**
 * Does what is due at the present second: what an input made due at once happens with the input, inside its transaction.
 * So the state after an input never depends on whether somebody then moves time by nothing, and a replay finds it again.
 */
export function settlePresent(db: Db): void {
  const { now, seed } = labRow(db);
  remembering(db, () => {
    for (let events = 0; events <= mostEventsPerMoment; events += 1) {
      const work = nextWork(db);
      if (!work || work.due_at > now) return;
      doWork(db, work, seed, []);
    }
    throw new Error(`settlePresent: work repeats without end at ${now}`);
  });
}

function doWork(db: Db, work: WorkRow, seed: number, ledger: LedgerItem[]): void {
  const { due_at: dueAt, rank, device_id: deviceId, seq } = work;
  prepared(db, 'DELETE FROM work_queue WHERE due_at = ? AND rank = ? AND device_id = ? AND seq = ?').run(
    dueAt,
    rank,
    deviceId,
    seq,
  );
  applyChanges(db, runWork(db, work, seed), dueAt, ledger);
}

function runWork(
  db: Db,
  { kind, device_id: deviceId, subject_id: subject, due_at: at, queued_at: since }: WorkRow,
  seed: number,
): Change[] {
  if (!isWorkKind(kind)) throw new Error(`advance: unknown work ${kind}`);
  if (isSiteWork(kind)) return siteRules[kind](siteFactsOf(db, seed), subject, at, since);
  return workRules[kind](factsOf(db, deviceId, seed), subject, at, since);
}
