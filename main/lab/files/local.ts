import { isKnowledgeKind, knowledgeKinds, type KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';

/**
 * Facts of this file that are no part of the simulated world, so they stay out of the hash. `stem` marks a checkpoint that the lab
 * made by itself and may take away again: its name without the number.
 */
export type LocalKey = 'hash' | 'speed' | 'withheld' | 'identity' | 'stem';

export const readLocal = (db: Db, key: LocalKey): string | null =>
  (prepared(db, 'SELECT value FROM lab_local WHERE key = ?').pluck().get(key) as string | undefined) ?? null;

export function writeLocal(db: Db, key: LocalKey, value: string): void {
  prepared(
    db,
    'INSERT INTO lab_local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}

/** The policy in force: which kinds of the lab's knowledge are withheld here, in the order of the catalogue. */
export function withheldIn(db: Db): KnowledgeKind[] {
  const kept = readLocal(db, 'withheld')?.split(' ').filter(isKnowledgeKind) ?? [];
  return knowledgeKinds.filter((kind) => kept.includes(kind));
}

export const withholdIn = (db: Db, kinds: readonly KnowledgeKind[]): void =>
  writeLocal(db, 'withheld', knowledgeKinds.filter((kind) => kinds.includes(kind)).join(' '));
