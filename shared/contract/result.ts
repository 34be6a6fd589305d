import type { ErrorCode } from './errors.ts';

/** A refusal is a value, also across processes: what happened, what to do next, and anything a screen needs to show it. */
export type Failure = { ok: false; code: ErrorCode; message: string; next: string; details?: unknown };
export type Result<T> = { ok: true; value: T } | Failure;
