import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { lastContact, nextContact } from '../../simulation/kernel/schedule.ts';
import type { Network } from '../../simulation/kernel/presence.ts';
import type { Channel } from '../../rows/devices.ts';
import { worldOf } from './world.ts';

/** Latest spans kept per pattern: enough for hourly and eight-hourly contacts. An older slot (a weekly heartbeat) asks the rule itself. */
const spansKept = 4;
const networks: readonly [Network, number][] = [
  ['internet', 0],
  ['intranet', 1],
];

/**
 * Where every presence pattern stands at `now`, as a temporary table that queries join: whether it is on, its last moment
 * of being on, and its four latest spans. A few hundred rows stand for all devices, however many there are.
 */
export function setPatternClock(db: Db, now: number): void {
  teachContacts(db);
  if (momentOf(db) === now) return;
  db.transaction(() => fill(db, now))();
}

/**
 * The moment for which the table stands. Only the table itself can say so: what is written in a question's transaction is gone
 * when the question fails, and whoever had noted it elsewhere would believe in rows that are no more.
 */
function momentOf(db: Db): number | undefined {
  const exists = prepared(db, `SELECT 1 FROM temp.sqlite_schema WHERE name = 'pattern_now'`).get() !== undefined;
  return exists ? (prepared(db, 'SELECT at FROM pattern_now LIMIT 1').pluck().get() as number | undefined) : undefined;
}

function fill(db: Db, now: number): void {
  createTable(db);
  const insert = prepared(db, `INSERT INTO pattern_now VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const [patternId, presence] of worldOf(db).presences) {
    for (const [network, number] of networks) {
      const spans: (number | null)[] = [];
      let at = now;
      for (let i = 0; i < spansKept; i += 1) {
        const span = presence.latest(network, at);
        spans.push(span?.start ?? null, span?.end ?? null);
        at = (span?.start ?? -1) - 1;
      }
      const end = spans[1] ?? null;
      const isOn = end !== null && end > now;
      insert.run(patternId, number, now, isOn ? 1 : 0, end === null ? null : isOn ? now : end - 1, ...spans);
    }
  }
}

/** Patterns may stand for other rows after the file's content was replaced. */
export const forgetPatternClock = (db: Db): void => void db.exec('DROP TABLE IF EXISTS temp.pattern_now');

/** An empty one: emptied rather than made anew, because each change of the schema has every statement prepared again. */
function createTable(db: Db): void {
  const spans = Array.from({ length: spansKept }, (_, i) => `a${i} INTEGER, b${i} INTEGER`).join(', ');
  db.exec(
    `CREATE TEMP TABLE IF NOT EXISTS pattern_now (pattern_id INTEGER, network INTEGER, at INTEGER, is_on INTEGER, last_on INTEGER, ${spans}, PRIMARY KEY (pattern_id, network)) WITHOUT ROWID;
     DELETE FROM temp.pattern_now`,
  );
}

const taught = new WeakSet<Db>();
function teachContacts(db: Db): void {
  if (taught.has(db)) return;
  const contact =
    (rule: typeof lastContact | typeof nextContact) =>
    (
      channel: unknown,
      since: unknown,
      phase: unknown,
      period: unknown,
      patternId: unknown,
      at: unknown,
    ): number | null => {
      const presence = patternId === null ? undefined : worldOf(db).presences.get(Number(patternId));
      const slots = {
        channel: Number(channel) as Channel,
        since: Number(since),
        phase: Number(phase),
        period: Number(period),
        before_at: null,
      };
      return rule(slots, presence, Number(at)) ?? null;
    };
  db.function('last_contact', { deterministic: true }, contact(lastContact));
  db.function('next_contact', { deterministic: true }, contact(nextContact));
  taught.add(db);
}

/**
 * SQL for the last contact of schedule row `s` whose pattern stands in `p`: the same rule as `lastContact` in
 * main/simulation/kernel/schedule.ts, which a test holds it against. Null when the device never made contact.
 */
export function lastContactSql(s: string, p: string): string {
  const slot = `(${s}.since + ${s}.phase + ((${p}.last_on - ${s}.since - ${s}.phase) / ${s}.period) * ${s}.period)`;
  const caughtUp = Array.from({ length: spansKept }, (_, i) => {
    // A slot inside span i is kept at its own time; one in the gap before span i is made up for when that span begins.
    const gapFrom = i + 1 < spansKept ? `WHEN ${slot} >= coalesce(${p}.b${i + 1}, -1) THEN ${p}.a${i}` : '';
    return `WHEN ${slot} >= ${p}.a${i} THEN ${slot} ${gapFrom}`;
  }).join(' ');
  return `CASE WHEN ${p}.last_on IS NULL OR ${p}.last_on < ${s}.since + ${s}.phase THEN ${s}.before_at ${caughtUp} ELSE last_contact(${s}.channel, ${s}.since, ${s}.phase, ${s}.period, ${s}.pattern_id, ${p}.last_on) END`;
}

export const nextContactSql = (s: string, now: number): string =>
  `CASE WHEN ${s}.pattern_id IS NULL THEN NULL ELSE next_contact(${s}.channel, ${s}.since, ${s}.phase, ${s}.period, ${s}.pattern_id, ${now}) END`;
