import { knowledgeKinds, type KnowledgeKind, type Withholding } from '../../shared/contract/knowledge.ts';
import type { Lab } from '../lab/lab.ts';

/** What is withheld from one document: the kinds of what it would have, whatever else was read to make it. */
export class Withheld {
  readonly #lab: Lab;
  readonly #kinds = new Set<KnowledgeKind>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** The document has something of these kinds, which is null where they are withheld. */
  say(kinds: readonly KnowledgeKind[]): void {
    for (const kind of kinds) if (this.#lab.withheld.includes(kind)) this.#kinds.add(kind);
  }

  /** An answer that the document shows. */
  from<T>(answer: T): T {
    for (const one of [answer].flat(1)) this.say((one as Withholding | null)?.withheld ?? []);
    return answer;
  }

  /**
   * Part of the document, or null while something of these kinds is withheld: a command that changes the lab works all the same and
   * only says less.
   */
  unless<T>(kinds: readonly KnowledgeKind[], answer: () => T): T | null {
    this.say(kinds);
    return kinds.some((kind) => this.#lab.withheld.includes(kind)) ? null : answer();
  }

  /** The document with what it withholds, said once; a list says it on every entry. */
  saidIn<T>(document: T): T {
    const withheld = knowledgeKinds.filter((kind) => this.#kinds.has(kind));
    if (withheld.length === 0 || document === null || typeof document !== 'object') return document;
    if (Array.isArray(document)) return document.map((entry: object) => ({ ...entry, withheld })) as T;
    return { ...document, withheld };
  }
}
