import { initial } from './0010-initial.ts';
import { cloudAttach } from './0020-cloud-attach.ts';
import { attachedDevices } from './0030-attached-devices.ts';
import { owners } from './0040-owners.ts';
import { names } from './0050-names.ts';
import { normalValues } from './0070-normal-values.ts';
import { lookups } from './0080-lookups.ts';
import { accounts } from './0090-accounts.ts';

export type Migration = { version: number; sql: string };

/** Numbered in steps of ten and append-only; a lab file's `user_version` is the number of its newest migration. */
export const migrations: readonly Migration[] = [
  { version: 10, sql: initial },
  { version: 20, sql: cloudAttach },
  { version: 30, sql: attachedDevices },
  { version: 40, sql: owners },
  { version: 50, sql: names },
  { version: 70, sql: normalValues },
  { version: 80, sql: lookups },
  { version: 90, sql: accounts },
];
export const newestOf = (known: readonly Migration[]): number => known[known.length - 1]!.version;
export const schemaVersion = newestOf(migrations);
