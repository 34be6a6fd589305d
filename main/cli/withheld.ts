import type { KnowledgeKind } from '../../shared/contract/knowledge.ts';
import { noteWithheld } from '../lab/knowledge.ts';
import type { Lab } from '../lab/lab.ts';

/**
 * Part of what a command tells, or null while its kind is withheld: a command that changes the lab works all the same and only says
 * less.
 */
export function unlessWithheld<T>(lab: Lab, kind: KnowledgeKind, answer: () => T): T | null {
  if (!lab.withheld.includes(kind)) return answer();
  noteWithheld(lab.db, [kind]);
  return null;
}
