import { parentPort } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import type { HostOutput, HostRequest } from '../../shared/requests.ts';
import type { InputName } from '../../shared/offers.ts';
import type { JumpView, LabView, ResetView, Speed } from '../../shared/labs/views.ts';
import { canonicalPath } from '../lab/files/paths.ts';
import { sweepUnfinishedLabs } from '../lab/files/sweep.ts';
import { jumpTarget, type Jump } from '../lab/engine/jump-target.ts';
import { giveInput } from '../lab/door.ts';
import { refuseWithheld, withholding, withoutWithheld } from '../lab/knowledge.ts';
import { blaming } from '../lab/journal/blame.ts';
import { Lab } from '../lab/lab.ts';
import { ChunkBudget } from '../lab/engine/budget.ts';
import { Pace } from '../lab/engine/pace.ts';
import { getAction } from '../lab/actions/action.ts';
import { labView, liveSession } from '../lab/labs/views.ts';
import { findScenario } from '../lab/scenario/source.ts';
import { failureOf, serve } from './rpc.ts';

/** Owns the open lab: every write of the app happens in this thread, so no simulation step ever blocks a window. */
const port = parentPort!;
let lab: Lab | undefined;
let isJumping = false;
let stopJump = false;
/** The reset that was begun last. */
let resetting: Promise<ResetView> | undefined;

const announce = (event: string, payload: unknown): void => port.postMessage({ event, payload });
const open = (): Lab => {
  if (!lab) throw new LabError('labNotOpen', 'No lab is open.');
  return lab;
};
/** In wall milliseconds: somebody watches while the clock runs, and what is clicked must not wait. */
const watched = new ChunkBudget(50);
const pace = new Pace(
  (seconds) => {
    const current = open();
    const target = current.now + seconds;
    current.advanceTo(target, { budget: watched, shouldStop: () => true });
    releasePace(current);
    announceChange();
    return target - current.now;
  },
  (error) => {
    announce('lab-problem', failureOf(error, 'the running clock'));
    announceClock();
  },
);

/** What the clock goes back to when the session that holds it at 1× is over; undefined while none holds it. */
let paceAfterSession: Speed | undefined;
function releasePace({ db }: Lab): void {
  if (paceAfterSession === undefined || liveSession(db)) return;
  const speed = paceAfterSession;
  paceAfterSession = undefined;
  pace.set(speed);
}

/** At most ten announcements a second; the last one is never lost. */
let lastAnnouncedMs = 0;
let announceTimer: NodeJS.Timeout | undefined;
function announceChange(): void {
  if (announceTimer) return;
  const waitMs = Math.max(0, lastAnnouncedMs + 100 - performance.now());
  announceTimer = setTimeout(announceNow, waitMs);
}
function announceNow(): void {
  clearTimeout(announceTimer);
  announceTimer = undefined;
  lastAnnouncedMs = performance.now();
  if (!lab) return;
  announce('lab-changed', { revision: lab.revision, now: lab.now });
  announceClock();
}
const announceClock = (): void => {
  if (lab) announce('clock-changed', { now: lab.now, speed: pace.speed, isJumping });
};

const viewOf = ({ db, file, revision }: Lab): LabView =>
  blaming(db, () => labView(db, { file, speed: pace.speed, isJumping, revision }), file);
const view = (): LabView | null => (lab ? viewOf(lab) : null);

function take(next: Lab | undefined): LabView | null {
  lab = next;
  const now = view();
  announce('lab-replaced', { lab: now });
  return now;
}

function stopPace(): void {
  paceAfterSession = undefined;
  pace.set(0);
}

function close(): void {
  stopPace();
  try {
    if (announceTimer) announceNow();
  } catch {
    // What can no longer be read need not be announced.
  }
  lab?.close();
  lab = undefined;
}

const pauseBetweenChunks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function jump(to: Jump): Promise<JumpView> {
  const current = idle();
  const live = liveSession(current.db);
  if (live) throw new LabError('sessionRunning', `The remote session with ${live.device} runs at 1×.`);
  refuseWithheld(current.db, 'clock:jump', to);
  const target = jumpTarget(current.db, to);
  const speed = pace.speed;
  pace.set(0);
  isJumping = true;
  stopJump = false;
  announceClock();
  try {
    const steps = current.advanceInSteps(target, {
      shouldStop: () => stopJump,
      onProgress: (progress) => announce('jump-progress', progress),
    });
    for (;;) {
      const step = steps.next();
      announceChange();
      if (step.done) return withoutWithheld(current.db, 'clock:jump', to, step.value);
      // Cancel requests and other messages are served here.
      await pauseBetweenChunks();
    }
  } finally {
    isJumping = false;
    // The lab may have been closed meanwhile, because the app ends.
    if (lab === current) pace.set(speed);
    announceClock();
  }
}

/** Another lab may take the present one's place only between jumps, and while no checkpoint is taking it. */
function idleOrClosed(): void {
  if (isJumping) throw new LabError('jumpRunning', 'A jump is running.');
  lab?.refuseWhileResetting();
}

function idle(): Lab {
  idleOrClosed();
  return open();
}

/** What the open lab tells without a view of the table. */
function told<T>(name: HostRequest, answer: (lab: Lab) => T): T {
  const current = open();
  return withholding(current.db, name, {}, () => answer(current));
}

const methods = {
  create({
    scenario,
    bundled,
    seed,
    devices,
    file,
  }: {
    scenario: string;
    bundled: string;
    seed: number;
    devices: number | null;
    file: string;
  }): LabView {
    idleOrClosed();
    const source = findScenario(scenario, bundled);
    // The present lab stays open until the new one stands, so a failure leaves everything as it was.
    const next = Lab.create({ ...source, seed, devices, file }).lab;
    close();
    return take(next)!;
  },
  open({ file }: { file: string }): LabView {
    idleOrClosed();
    if (lab?.file === canonicalPath(file)) return view()!;
    const next = Lab.open(file);
    close();
    return take(next)!;
  },
  recover({ file, to }: { file: string; to: string | null }): LabView {
    idleOrClosed();
    const next = Lab.recover(file, to ?? undefined).lab;
    close();
    return take(next)!;
  },
  async close(): Promise<null> {
    stopJump = true;
    await resetting?.catch(() => undefined);
    close();
    return null;
  },
  /** No lab is open from now on. */
  leave(): null {
    idleOrClosed();
    close();
    take(undefined);
    return null;
  },
  state: view,
  setSpeed({ speed }: { speed: Speed }): LabView {
    const current = idle();
    const live = liveSession(current.db);
    if (live && speed > 1) throw new LabError('sessionRunning', `The remote session with ${live.device} runs at 1×.`);
    // What a person chooses while the session holds the clock is also what they want after it.
    if (live) paceAfterSession = speed;
    pace.set(speed);
    announceClock();
    return view()!;
  },
  jump,
  cancelJump(): null {
    stopJump = true;
    return null;
  },
  /** Any input of the table. */
  input({ name, params }: { name: InputName; params: unknown }): unknown {
    const current = idle();
    const before = liveSession(current.db)?.actionId;
    const outcome = giveInput(current, name, params as never);
    const live = liveSession(current.db);
    // A prompt or session is a conversation between people: it runs in real time.
    if (live && live.actionId !== before) {
      paceAfterSession ??= pace.speed;
      pace.set(1);
    }
    releasePace(current);
    announceChange();
    return outcome;
  },
  action({ actionId }: { actionId: number }) {
    return getAction(open().db, actionId);
  },
  checkpoints: () => told('lab:checkpoints', (current) => current.checkpoints()),
  checkpoint: ({ name }: { name: string }) => {
    idle();
    return told('lab:checkpoint', (current) => current.checkpoint(name));
  },
  deleteCheckpoint({ name }: { name: string }): null {
    idle().deleteCheckpoint(name);
    return null;
  },
  /** Saves the state as a file of its own, whatever became of the lab's. */
  saveCopy: ({ to }: { to: string }): string => idle().saveCopy(to),
  sweep({ folder }: { folder: string }): null {
    sweepUnfinishedLabs(folder);
    return null;
  },
  async reset({ to }: { to: string | null }) {
    const current = idle();
    stopPace();
    resetting = current.reset(to ?? undefined);
    const result = await resetting;
    announce('lab-replaced', { lab: view() });
    return withoutWithheld(current.db, 'lab:reset', { to }, result);
  },
  hash: () => told('lab:hash', (current) => ({ hash: current.hash() })),
  check: (): HostOutput<'lab:check'> =>
    told('lab:check', (current) => {
      const violations = current.check();
      return { ok: violations.length === 0, violations };
    }),
};
export type WriterMethods = typeof methods;

serve(port, methods);
