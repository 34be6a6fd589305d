import { initial } from './0010-initial.ts';
import { cloudAttach } from './0020-cloud-attach.ts';
import { attachedDevices } from './0030-attached-devices.ts';
import { owners } from './0040-owners.ts';
import { names } from './0050-names.ts';
import { normalValues } from './0070-normal-values.ts';
import { lookups } from './0080-lookups.ts';
import { accounts } from './0090-accounts.ts';
import { operations } from './0100-operations.ts';

/**
 * `schema` is the fingerprint of what a file looks like after it (`fingerprintOf`, a test writes out what it has to be): a file
 * that fits is known at once. Without one the file is held against a lab that is migrated in memory.
 */
export type Migration = { version: number; sql: string; schema?: string };

/** Numbered in steps of ten and append-only; a lab file's `user_version` is the number of its newest migration. */
export const migrations: readonly Migration[] = [
  { version: 10, sql: initial, schema: 'cfdbce906cb84c2358036b0d801523a54868d6538c29dec6e06383412e699acb' },
  { version: 20, sql: cloudAttach, schema: '07c8ff356dc92be7cb5eed4dd9065c676bf3aa1d8b1f5b6d104d33b603c3144f' },
  { version: 30, sql: attachedDevices, schema: 'aae2b186d6937cb3b0ea9eee4f143d89a3a61b8881ee34983fa2f42fe04050f7' },
  { version: 40, sql: owners, schema: 'c1a9ba052b0ddf2c597f2faf906ce59fed8a3407c89c4f5199bc13416d382fd2' },
  { version: 50, sql: names, schema: 'af181f4fef672baa706e01f7b8eee24f4f8829eae8c69dd31c9623c339262560' },
  { version: 70, sql: normalValues, schema: 'af181f4fef672baa706e01f7b8eee24f4f8829eae8c69dd31c9623c339262560' },
  { version: 80, sql: lookups, schema: '418ee9912dd3f7ca9d7b863ed569c0fca26334fc943434f44d23b3c12b443e2f' },
  { version: 90, sql: accounts, schema: 'ae8c5afefe95e96eacfeea744dd203c74aeb28f4714c34272b20197f1683d100' },
  { version: 100, sql: operations, schema: '431aa946b057e138bcdb46e84ead5745c145b4e80890d8f0d4cd70a7f7e51eb4' },
];
export const newestOf = (known: readonly Migration[]): number => known[known.length - 1]!.version;
export const schemaVersion = newestOf(migrations);
