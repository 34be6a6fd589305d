import { LabError } from '../../shared/contract/errors.ts';
import type { Page } from '../../shared/contract/answers.ts';
import {
  inputs,
  views,
  type InputAsked,
  type InputName,
  type InputOutcome,
  type ViewAnswer,
  type ViewAsked,
  type ViewName,
} from '../../shared/offers.ts';
import { kindsIn, type AnyKnows, type KnowledgeKind } from '../../shared/contract/knowledge.ts';
import type { RefKind } from '../../shared/contract/offers.ts';
import { answerView, giveInput, idOf } from '../lab/door.ts';
import { ViewMemory } from '../lab/engine/view-memory.ts';
import { refuseKinds } from '../lab/knowledge.ts';
import type { Lab } from '../lab/lab.ts';
import { usage } from './args.ts';
import type { Withheld } from './withheld.ts';

type FieldOf<T> = keyof T & string;

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
  readonly withheld: Withheld;
  #memory = new ViewMemory();

  constructor(lab: Lab, withheld: Withheld) {
    this.#lab = lab;
    this.withheld = withheld;
  }

  get now(): number {
    return this.#lab.now;
  }

  /** The id of what a name stands for, without reading it. */
  idOf(kind: RefKind, name: string): number {
    return idOf(this.#lab.db, kind, name);
  }

  /**
   * Throws `usage` for what does not fit the view's schema, and what the view refuses. `fields` are those of the answer that the
   * command goes by; without any the document shows it whole.
   */
  view<N extends ViewName>(name: N, params: ViewAsked<N>): ViewAnswer<N>;
  view<N extends ViewName, F extends FieldOf<ViewAnswer<N>>>(
    name: N,
    params: ViewAsked<N>,
    fields: readonly F[],
  ): Pick<ViewAnswer<N>, F>;
  view<N extends ViewName>(name: N, params: ViewAsked<N>, fields?: readonly string[]): ViewAnswer<N> {
    const { db, revision } = this.#lab;
    const answer = asTyped(() => answerView(db, name, params, { revision, memory: this.#memory }));
    return this.#said(views.get(name)!.knows, answer, fields);
  }

  /** Throws `usage` for what does not fit the input's schema; a refused input changes nothing. `fields` as of a view. */
  input<N extends InputName>(name: N, params: InputAsked<N>): InputOutcome<N>;
  input<N extends InputName, F extends FieldOf<InputOutcome<N>>>(
    name: N,
    params: InputAsked<N>,
    fields: readonly F[],
  ): Pick<InputOutcome<N>, F>;
  input<N extends InputName>(name: N, params: InputAsked<N>, fields?: readonly string[]): InputOutcome<N> {
    // What was worked out is of the state before.
    this.#memory = new ViewMemory();
    const outcome = asTyped(() => giveInput(this.#lab, name, params));
    return this.#said(inputs.get(name)!.knows, outcome, fields);
  }

  #said<T>(knows: AnyKnows, answer: T, fields: readonly string[] | undefined): T {
    if (fields === undefined) return this.withheld.from(answer);
    this.withheld.say(kindsIn(knows, fields));
    return answer;
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
    ask: (page: { offset: number; limit: number }) => Pick<Page<Row>, 'total' | 'rows'>,
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
