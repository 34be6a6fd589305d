import { initial } from './0010-initial.ts';

/** Numbered in steps of ten and append-only; a lab file's `user_version` is the number of its newest migration. */
export const migrations: readonly { version: number; sql: string }[] = [{ version: 10, sql: initial }];
export const schemaVersion = migrations[migrations.length - 1]!.version;
