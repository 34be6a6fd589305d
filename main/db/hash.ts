import { createHash } from 'node:crypto';
import * as crypto from 'node:crypto';
import type { Db } from './open.ts';

/** Tables of the simulated world. `lab_local` and everything about files, commits and the wall clock stays out. */
const hashedTables = [
  'actions',
  'activities',
  'ad_computers',
  'application_states',
  'autopilot_identities',
  'client_operations',
  'client_settings',
  'client_settings_deployments',
  'cloud_attach',
  'collection_members',
  'collection_rules',
  'collections',
  'comanagement',
  'compliance_policies',
  'configmgr_devices',
  'device_schedules',
  'devices',
  'entra_devices',
  'faults',
  'group_devices',
  'group_members',
  'groups',
  'history',
  'hybrid_joins',
  'inputs',
  'intune_devices',
  'intune_policies',
  'lab',
  'models',
  'offices',
  'pivot_queries',
  'presence_patterns',
  'recovery_keys',
  'script_runs',
  'session_events',
  'settings',
  'site',
  'tenant',
  'upload_backlog',
  'uploads_under_way',
  'users',
  'work_queue',
  'workloads',
  'zones',
] as const;

const rowHash: (text: string) => Buffer =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'buffer')
    : (text) => createHash('sha256').update(text).digest();

const canonical = (value: string | number | null): string => {
  if (value === null) return 'n';
  if (typeof value === 'number') return `i${value}`;
  return `s${value.length}:${value}`;
};

const word = 2 ** 32;
/** A lane takes this many 32-bit numbers and stays far below 2⁵³, where a double stops being exact. */
const rowsBetweenCarries = 2 ** 20;

/** Sum modulo 2²⁵⁶ of the SHA-256 of each row, so the order of rows does not matter and it could be kept incrementally. */
export class RowSum {
  readonly #lanes = new Float64Array(8);
  #sinceCarries = 0;

  add(digest: Buffer): void {
    for (let lane = 0; lane < 8; lane += 1) this.#lanes[lane]! += digest.readUInt32BE(lane * 4);
    this.#sinceCarries += 1;
    if (this.#sinceCarries === rowsBetweenCarries) this.#settle();
  }

  /** 64 hexadecimal digits. */
  text(): string {
    this.#settle();
    return [...this.#lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('');
  }

  #settle(): void {
    let carry = 0;
    for (let lane = 7; lane >= 0; lane -= 1) {
      const sum = this.#lanes[lane]! + carry;
      carry = Math.floor(sum / word);
      this.#lanes[lane] = sum % word;
    }
    this.#sinceCarries = 0;
  }
}

function tableDigest(db: Db, table: string): string {
  const sum = new RowSum();
  const select = db.prepare(`SELECT * FROM ${table}`).raw();
  for (const row of select.iterate() as Iterable<(string | number | null)[]>) {
    sum.add(rowHash(row.map(canonical).join('|')));
  }
  return sum.text();
}

/** The hash of each table of the simulated state by its name, for those who ask where two states differ. */
export const tableHashes = (db: Db): Record<string, string> =>
  Object.fromEntries(hashedTables.map((table) => [table, tableDigest(db, table)]));

/** `sha256:<hex>` over all tables of the simulated state, equal on every system. Reads every row: on demand only. */
export function stateHash(db: Db): string {
  const whole = createHash('sha256');
  for (const table of hashedTables) whole.update(`${table}:${tableDigest(db, table)}\n`);
  return `sha256:${whole.digest('hex')}`;
}
