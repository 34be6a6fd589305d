import { LabError } from '../../shared/contract/errors.ts';
import type { Page } from '../../shared/contract/answers.ts';
import type { InputAsked, InputName, InputOutcome, ViewAnswer, ViewAsked, ViewName } from '../../shared/offers.ts';
import type { KnowledgeKind } from '../../shared/contract/knowledge.ts';
import { answerView, giveInput } from '../lab/door.ts';
import { ViewMemory } from '../lab/engine/view-memory.ts';
import { refuseKinds } from '../lab/knowledge.ts';
import type { Lab } from '../lab/lab.ts';
import { usage } from './args.ts';
import { unlessWithheld } from './withheld.ts';

/** The most rows that the table answers at once. */
const pageSize = 500;
/** Where the table lets a page begin at the latest: no lab has so many rows. */
const lastOffset = 10_000_000;

/**
 * What the commands do at an open lab: they ask the table's views and give its inputs, like a window, with names wherever the
 * table takes a reference.
 */
export class Door {
  readonly #lab: Lab;
  #memory = new ViewMemory();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get now(): number {
    return this.#lab.now;
  }

  /** Throws `usage` for what does not fit the view's schema, and what the view refuses. */
  view<N extends ViewName>(name: N, params: ViewAsked<N>): ViewAnswer<N> {
    const { db, revision } = this.#lab;
    return asTyped(() => answerView(db, name, params, { revision, memory: this.#memory }));
  }

  /** Throws `usage` for what does not fit the input's schema; a refused input changes nothing. */
  input<N extends InputName>(name: N, params: InputAsked<N>): InputOutcome<N> {
    // What was worked out is of the state before.
    this.#memory = new ViewMemory();
    return asTyped(() => giveInput(this.#lab, name, params));
  }

  /** Part of an answer, or null while its kind is withheld. */
  unlessWithheld<T>(kind: KnowledgeKind, answer: () => T): T | null {
    return unlessWithheld(this.#lab, kind, answer);
  }

  /** Throws `withheld` when something of these kinds is; for what a command compares by itself. */
  refuseKinds(kinds: readonly KnowledgeKind[]): void {
    refuseKinds(this.#lab.db, kinds);
  }

  /** Several inputs, of which either all are carried out or none. */
  together<T>(work: () => T): T {
    return this.#lab.together(work);
  }

  /** Rows of a long list, page by page; without a limit all from the offset on. */
  rows<Row>(
    ask: (page: { offset: number; limit: number }) => Page<Row>,
    { offset = 0, limit = Infinity }: { offset?: number | undefined; limit?: number | undefined } = {},
  ): { total: number; rows: Row[] } {
    const rows: Row[] = [];
    for (let at = Math.min(offset, lastOffset); ; at += pageSize) {
      const wanted = Math.min(limit - rows.length, pageSize);
      const page = ask({ offset: at, limit: Math.max(wanted, 1) });
      for (const row of page.rows.slice(0, wanted)) rows.push(row);
      if (rows.length >= limit || at + pageSize >= page.total) return { total: page.total, rows };
    }
  }
}

/** Here people and their scripts write the parameters, so what does not fit is theirs to mend, no fault of the program. */
function asTyped<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof LabError && error.code === 'badRequest') throw usage(error.message);
    throw error;
  }
}
