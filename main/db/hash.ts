import { createHash } from 'node:crypto';
import * as crypto from 'node:crypto';
import type { Db } from './open.ts';

/** Tables of the simulated world. `lab_local` and everything about files, commits and the wall clock stays out. */
const hashedTables = [
  'activities',
  'actions',
  'ad_computers',
  'autopilot_identities',
  'compliance_policies',
  'configmgr_devices',
  'device_schedules',
  'devices',
  'entra_devices',
  'group_members',
  'groups',
  'inputs',
  'intune_devices',
  'lab',
  'models',
  'offices',
  'presence_patterns',
  'session_events',
  'site',
  'tenant',
  'users',
  'work_queue',
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

/** Sum modulo 2²⁵⁶ of the SHA-256 of each row, so the order of rows does not matter and it could be kept incrementally. */
function tableDigest(db: Db, table: string): string {
  const lanes = new Float64Array(8);
  const select = db.prepare(`SELECT * FROM ${table}`).raw();
  for (const row of select.iterate() as Iterable<(string | number | null)[]>) {
    const digest = rowHash(row.map(canonical).join('|'));
    for (let lane = 0; lane < 8; lane += 1) lanes[lane]! += digest.readUInt32BE(lane * 4);
  }
  // A lane is a sum of at most 2²¹ 32-bit numbers, exact in a double; the carries are settled once, here.
  let carry = 0;
  const words: string[] = [];
  for (let lane = 7; lane >= 0; lane -= 1) {
    const sum = lanes[lane]! + carry;
    carry = Math.floor(sum / 4_294_967_296);
    words.unshift((sum % 4_294_967_296).toString(16).padStart(8, '0'));
  }
  return words.join('');
}

/** `sha256:<hex>` over all tables of the simulated state, equal on every system. Reads every row: on demand only. */
export function stateHash(db: Db): string {
  const whole = createHash('sha256');
  for (const table of hashedTables) whole.update(`${table}:${tableDigest(db, table)}\n`);
  return `sha256:${whole.digest('hex')}`;
}
