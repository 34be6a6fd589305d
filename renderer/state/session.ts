import { createStore } from 'zustand/vanilla';
import type { Failure, Result } from '../../shared/result.ts';
import type { SessionView } from '../../shared/views.ts';
import { ask } from '../api/client.ts';
import { followLab } from './live.ts';

export type SessionState = {
  view: SessionView | null;
  failure: Failure | null;
  /** What the helper asked for last, until the answer is there. */
  busy: 'control' | 'end' | null;
};
const nothingYet: SessionState = { view: null, failure: null, busy: null };

/** The session that the Remote Help window shows. */
export const session = createStore<SessionState>(() => nothingYet);

/** Keeps `session` on one order as long as its window is open; returns the function that ends it. */
export function watchSession(actionId: number): () => void {
  session.setState(nothingYet);
  return followLab({
    // The desktop shows a clock and a countdown, so every tick of the lab is read.
    shows: () => null,
    onreplaced: () => session.setState(nothingYet),
    read: () => readSession(actionId),
  }).stop;
}

export const readSession = async (actionId: number): Promise<void> => keep(await ask('session:read', { actionId }));

const keep = (answer: Result<SessionView>): void =>
  session.setState(answer.ok ? { view: answer.value, failure: null } : { failure: answer });

async function order(busy: 'control' | 'end', asked: Promise<Result<SessionView>>): Promise<void> {
  session.setState({ busy });
  keep(await asked);
  session.setState({ busy: null });
}

export const requestControl = (actionId: number): Promise<void> =>
  order('control', ask('session:request-control', { actionId }));
export const endSession = (actionId: number): Promise<void> => order('end', ask('session:end', { actionId }));
export const runCommand = (actionId: number, command: string): Promise<Result<{ stdout: string; exitCode: number }>> =>
  ask('session:run', { actionId, command });
