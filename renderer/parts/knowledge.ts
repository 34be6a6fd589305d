import { isKnowledgeKind, knowledgeTexts, type KnowledgeKind } from '../../shared/contract/knowledge.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { lab } from './lab.svelte.ts';

/** Whether the open lab keeps back what is of a kind. A field that may be null for other reasons too is told apart by it. */
export const isWithheld = (kind: KnowledgeKind): boolean => lab.withheld.includes(kind);

/** The kind, while it is withheld; null of what everybody may know. */
export const closed = (kind: KnowledgeKind | null): KnowledgeKind | null =>
  kind !== null && isWithheld(kind) ? kind : null;

/** Why a command cannot be used that needs what is of a kind; null while it can. */
export const holdOf = (kind: KnowledgeKind | null): string | null =>
  kind !== null && isWithheld(kind) ? `${knowledgeTexts[kind].label}: withheld in this lab.` : null;

/** The kinds for which something was refused; null where it failed for another reason, or did not fail. */
export function refusedKinds(failure: Failure | null): KnowledgeKind[] | null {
  if (failure?.code !== 'withheld') return null;
  const { withheld } = (failure.details ?? {}) as { withheld?: unknown };
  return Array.isArray(withheld) ? withheld.filter((kind): kind is KnowledgeKind => isKnowledgeKind(String(kind))) : [];
}
