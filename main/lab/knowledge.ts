import type { AnyKnows, KnowledgeKind } from '../../shared/contract/knowledge.ts';
import { knowledgeKinds, knowledgeTexts } from '../../shared/contract/knowledge.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { requests, type HostRequest } from '../../shared/requests.ts';
import { inputs, views, type InputName, type ViewName } from '../../shared/offers.ts';
import type { Db } from '../db/open.ts';
import { withheldIn } from './files/local.ts';

/**
 * The one place that withholds what the lab alone knows, for every door: what is wholly of a withheld kind, or asked by one, is
 * refused; of everything else the withheld fields are null, and the answer says so. The rules themselves know nothing of it, but
 * for lists that leave rows out (`leavesOut`).
 */
type Told = ViewName | InputName | HostRequest;
type Declared = {
  knows: AnyKnows;
  asks: (params: never) => readonly KnowledgeKind[];
  leavesOut?: readonly KnowledgeKind[];
};

const declarationOf = (name: Told): Declared => views.get(name) ?? inputs.get(name) ?? requests[name as HostRequest];

/** Throws `withheld` where the policy of the lab closes what is asked. `params` fit the schema. */
export function refuseWithheld(db: Db, name: Told, params: unknown): void {
  if (withheldIn(db).length === 0) return;
  const { knows, asks } = declarationOf(name);
  const whole = knows['*'] as KnowledgeKind | undefined;
  refuseKinds(db, [...(whole === undefined ? [] : [whole]), ...asks(params as never)]);
}

/** For a door that asks by something of its own, such as a filter over what was answered. Throws `withheld`. */
export function refuseKinds(db: Db, asked: readonly KnowledgeKind[]): void {
  const closed = withheldIn(db).filter((kind) => asked.includes(kind));
  if (closed.length === 0) return;
  const names = closed.map((kind) => `“${knowledgeTexts[kind].label}”`).join(' and ');
  throw new LabError('withheld', `${names} ${closed.length === 1 ? 'is' : 'are'} withheld in this lab.`, {
    details: { withheld: closed },
  });
}

/** The answer with every withheld field null, and `withheld` beside them; the very same one where nothing of it is withheld. */
export function withoutWithheld<T>(db: Db, name: Told, params: unknown, answer: T): T {
  const policy = withheldIn(db);
  if (policy.length === 0) return answer;
  const { knows, leavesOut = [] } = declarationOf(name);
  const found = new Set(leavesOut.filter((kind) => policy.includes(kind)));
  let shown: unknown = answer;
  for (const [path, kind] of Object.entries(knows)) {
    if (path === '*' || kind === undefined) continue;
    if (typeof kind === 'string' && !policy.includes(kind)) continue;
    // Said whether or not there was something, which would tell it.
    if (typeof kind === 'string') found.add(kind);
    shown = closedAt(shown, path.split(/\.|(?=\[\])/), (holder, key) => {
      const of = typeof kind === 'string' ? kind : kind({ holder: holder as never, key, params: params as never });
      if (of === null || !policy.includes(of)) return false;
      found.add(of);
      return true;
    });
  }
  const withheld = knowledgeKinds.filter((kind) => found.has(kind));
  return saying(shown, withheld) as T;
}

/** Both, around work that answers at once. Throws `withheld` before anything is done. */
export function withholding<T>(db: Db, name: Told, params: unknown, work: () => T): T {
  refuseWithheld(db, name, params);
  return withoutWithheld(db, name, params, sayingWhy(db, work));
}

/** Around work that may be refused: what the lab alone knows of a refusal is said besides, unless it is withheld. */
export function sayingWhy<T>(db: Db, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabError) || error.because === undefined || withheldIn(db).includes(error.because.kind))
      throw error;
    const { code, message, details, because } = error;
    throw new LabError(code, `${message} ${because.text}`, { details, cause: error });
  }
}

type Fields = Record<string, unknown>;
/** A copy along the path, with null where `isClosed` says so; what is not there stays away. */
function closedAt(
  value: unknown,
  path: readonly string[],
  isClosed: (holder: Fields, key: string) => boolean,
): unknown {
  const [step = '', ...rest] = path;
  if (value === null || typeof value !== 'object') return value;
  if (step === '[]') return (value as unknown[]).map((row) => closedAt(row, rest, isClosed));
  const holder = value as Fields;
  const keys = step === '*' ? Object.keys(holder) : Object.hasOwn(holder, step) ? [step] : [];
  const changed = keys.flatMap((key): [string, unknown][] =>
    rest.length > 0 ? [[key, closedAt(holder[key], rest, isClosed)]] : isClosed(holder, key) ? [[key, null]] : [],
  );
  return changed.length === 0 ? holder : { ...holder, ...Object.fromEntries(changed) };
}

/** At the top of the answer; on every row of an answer that is a list. */
function saying(answer: unknown, withheld: KnowledgeKind[]): unknown {
  if (withheld.length === 0 || answer === null || typeof answer !== 'object') return answer;
  if (Array.isArray(answer)) return answer.map((row) => saying(row, withheld));
  return { ...answer, withheld };
}
