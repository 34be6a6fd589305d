// Proves promises of docs/reliability.md.
import { describe, expect, it } from 'vitest';
import { engineVersion } from '../../main/lab/engine/version.ts';
import { minute, day } from '../../shared/time.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { attachedLab } from '../support/attached-lab.ts';
import {
  action,
  buildLab,
  device,
  mixedPopulation,
  order,
  pass,
  refusalCode,
  runUntil,
  runUntilFinished,
  signIn,
  takeControl,
} from '../support/build-lab.ts';

/** A lab with a little history: orders, a session with a terminal, a setting, a cancel. */
function livedLab(): Lab {
  const lab = buildLab({
    devices: [{ presence: 'always', consentHabit: 'accept' }, { presence: 'evenings' }, {}],
    seed: 3,
  });
  order(lab, 'sync', [1, 3]);
  order(lab, 'restart', 2);
  pass(lab, 10 * minute);
  const session = order(lab, 'remoteAssistance');
  runUntil(lab, () => action(lab, session).state === 'active');
  takeControl(lab, session);
  lab.input('sessions.run', { actionId: session, command: 'ver' });
  lab.input('sessions.end', { actionId: session });
  lab.input('actions.cancel', { actionId: 3 });
  signIn(lab, 'helpDeskOperator');
  order(lab, 'wipe', 2);
  pass(lab, 2 * day);
  return lab;
}

describe('replay', () => {
  it('gives the lab’s own hash, and changes nothing in it', () => {
    const lab = livedLab();
    const { revision } = lab;
    const { hash, replayed, equal } = lab.replay();
    expect(equal).toBe(true);
    expect(replayed).toBe(hash);
    expect(lab.hash()).toBe(hash);
    expect(lab.revision).toBe(revision);
  });

  it('plays inputs of the same second in their order, with what they make due at once', () => {
    const lab = buildLab({ devices: [{ presence: 'always', consentHabit: 'accept' }, {}] });
    const session = order(lab, 'remoteAssistance');
    runUntil(lab, () => action(lab, session).state === 'active');
    takeControl(lab, session);
    lab.input('sessions.run', { actionId: session, command: 'shutdown /r /t 0' });
    // What is due at once happens with the input, not with the next move of the clock.
    expect(device(lab).power).toBe('restarting');
    expect(action(lab, session).resultCode).toBe('wentOffline');
    expect(lab.replay().equal).toBe(true);
    order(lab, 'sync');
    order(lab, 'restart', 2);
    expect(lab.replay().equal).toBe(true);
    const hash = lab.hash();
    lab.advanceTo(lab.now);
    expect(lab.hash()).toBe(hash);
    pass(lab, day);
    expect(lab.replay().equal).toBe(true);
    expect(lab.check()).toEqual([]);
  });

  it('refuses a lab that another engine made, which stays usable', () => {
    const lab = livedLab();
    lab.db.prepare('UPDATE lab SET engine_version = ?').run(engineVersion + 1);
    expect(refusalCode(() => lab.replay())).toBe('engineDiffers');
    pass(lab, day);
    expect(lab.check()).toEqual([]);
  });

  const damages: readonly [string, string][] = [
    [
      'an altered option',
      `UPDATE inputs SET params = replace(params, '"options":{}', '"options":{"useProtectedWipe":true}') WHERE kind = 'actions.order' AND params LIKE '%wipe%'`,
    ],
    ['another device', `UPDATE inputs SET params = replace(params, '[2]', '[3]') WHERE params LIKE '%restart%'`],
    ['another time', 'UPDATE inputs SET at = at + 60 WHERE id = 1'],
    ['an earlier time than the one before', 'UPDATE inputs SET at = at - 3600 WHERE id = 4'],
    ['a time before the lab', 'UPDATE inputs SET at = 5 WHERE id = 1'],
    ['another order of two', 'UPDATE inputs SET id = id + 100 WHERE id = 1'],
    ['an input that is missing', 'DELETE FROM inputs WHERE id = 2'],
    [
      'an input that was never given',
      `INSERT INTO inputs (at, kind, params) SELECT now, 'order', '{"kind":"sync","deviceIds":[3],"options":{}}' FROM lab`,
    ],
    ['an unknown kind', `UPDATE inputs SET kind = 'constructor' WHERE id = 1`],
    ['malformed parameters', `UPDATE inputs SET params = '{"kind":"sync"}' WHERE id = 1`],
    ['parameters that are no JSON', `UPDATE inputs SET params = '{"kind' WHERE id = 1`],
    [
      'an altered result',
      `UPDATE actions SET state = 'done', finished_at = ordered_at, delivered_at = ordered_at, reason = NULL, expected_by = NULL WHERE state = 'canceled'`,
    ],
    ['an altered device', 'UPDATE devices SET disk_free_mb = disk_free_mb + 1 WHERE id = 3'],
    ['an altered record', `UPDATE intune_devices SET compliance = 'noncompliant' WHERE id = 3`],
    ['an activity that was removed', 'DELETE FROM activities WHERE id = 3'],
    ['an activity with another actor', `UPDATE activities SET actor = 'nobody' WHERE id = 1`],
    ['another seed', 'UPDATE lab SET seed = seed + 1'],
    ['a clock that stands before the inputs', 'UPDATE lab SET now = started_at'],
    ['another administrator', 'UPDATE lab SET administrator_id = administrator_id + 1'],
    ['an altered scenario', `UPDATE lab SET scenario_text = replace(scenario_text, 'Latitude 5450', 'Latitude 5451')`],
    ['a scenario that is none', `UPDATE lab SET scenario_text = 'nothing'`],
    [
      'an altered terminal output',
      `UPDATE session_events SET details = replace(details, 'Version', 'version') WHERE kind = 'command'`,
    ],
    ['queued work', 'UPDATE work_queue SET due_at = due_at + 1'],
    ['a schedule', 'UPDATE device_schedules SET phase = phase % period + 1 WHERE device_id = 1'],
    ['a license', 'UPDATE users SET remote_help_license = 1 - remote_help_license WHERE id = 2'],
    ['a tenant setting', 'UPDATE tenant SET compliance_validity_days = 31'],
    ['a zone', `UPDATE zones SET transitions = replace(transitions, '7200', '3600')`],
  ];
  it.each(damages)('notices %s', (what, sql) => {
    const lab = livedLab();
    if (what === 'queued work') order(lab, 'sync', 3);
    const { changes } = lab.db.prepare(sql).run();
    expect(changes, sql).toBeGreaterThan(0);
    let outcome: string;
    try {
      outcome = lab.replay().equal ? 'equal' : 'different';
    } catch (error) {
      outcome = (error as { code?: string }).code ?? String(error);
    }
    expect(['different', 'damaged']).toContain(outcome);
  });
});

/** Work for an order of `livedLab` that is over: the first synced, the third is a restart that was canceled. */
const queued = (kind: string, device: number, action: number): string =>
  `INSERT INTO work_queue (due_at, rank, device_id, seq, kind, subject_id, queued_at)
   SELECT due_at, rank, ${device}, seq + 1000, '${kind}', ${action}, queued_at FROM work_queue WHERE kind = 'deliver' LIMIT 1`;

describe('check', () => {
  it.each([
    ['queueAhead', 'UPDATE work_queue SET due_at = (SELECT now FROM lab)'],
    ['activitiesPast', 'UPDATE activities SET at = (SELECT now + 1 FROM lab) WHERE id = 1'],
    ['inputsPast', 'UPDATE inputs SET at = (SELECT now + 1 FROM lab) WHERE id = 3'],
    ['inputsOrdered', 'UPDATE inputs SET at = at - 1000 WHERE id = 4'],
    ['scheduleChain', 'DELETE FROM device_schedules WHERE device_id = 1 AND until IS NULL'],
    ['schedulePast', 'UPDATE device_schedules SET since = since + 100000000 WHERE until IS NULL'],
    ['schedulePhase', 'UPDATE device_schedules SET period = 0'],
    ['schedulePhase', 'UPDATE device_schedules SET phase = period + 1'],
    ['actionTimes', 'UPDATE actions SET finished_at = ordered_at - 1 WHERE finished_at IS NOT NULL'],
    ['actionFinished', `UPDATE actions SET state = 'done' WHERE state = 'pending'`],
    ['actionExpected', `UPDATE actions SET reason = NULL WHERE state = 'pending'`],
    ['actionQueued', 'DELETE FROM work_queue'],
    ['actionQueued', queued('deliver', 1, 1)],
    ['actionQueued', queued('restartBegins', 2, 3)],
    ['words', `UPDATE actions SET state = 'lost' WHERE state = 'canceled'`],
    ['words', `UPDATE work_queue SET kind = 'nothing'`],
    ['words', `UPDATE actions SET options = '[]'`],
    ['bounds', `UPDATE devices SET disk_since = -1`],
    ['enrolledHasRecord', 'UPDATE intune_devices SET is_current = 0'],
    ['removedNotCurrent', 'UPDATE intune_devices SET removed_at = 1'],
    ['graceHasEnd', `UPDATE intune_devices SET compliance = 'inGracePeriod', grace_until = NULL`],
    ['compliantHasNoReasons', `UPDATE intune_devices SET compliance_reasons = '["encryption"]'`],
    ['offPowerOffline', `UPDATE devices SET power = 'oobe' WHERE id = 1`],
    ['bootedPast', 'UPDATE devices SET booted_at = booted_at + 1000000000'],
    ['silentRecord', 'UPDATE intune_devices SET disk_as_of = disk_as_of + 1000000000'],
    ['references', 'UPDATE devices SET user_id = 9999 WHERE id = 1'],
    ['oneLab', 'DELETE FROM lab'],
  ])('names %s', (rule, sql) => {
    const lab = livedLab();
    order(lab, 'sync', [1, 3]);
    lab.db.pragma('foreign_keys = OFF');
    expect(lab.check()).toEqual([]);
    expect(lab.db.prepare(sql).run().changes, sql).toBeGreaterThan(0);
    expect(lab.check().map((line) => line.split(':')[0])).toContain(rule);
  });

  it('takes a step of an application for no work of an order that has the same number', () => {
    const lab = attachedLab();
    expect(runUntilFinished(lab, order(lab, 'syncMachinePolicy'))).toMatchObject({ id: 1, state: 'done' });
    lab.input('apps.order', { deviceId: 1, applicationId: 1, action: 'reinstall' });
    expect(lab.db.prepare(`SELECT subject_id FROM work_queue WHERE kind = 'applicationStep'`).pluck().all()).toEqual([
      1,
    ]);
    expect(lab.check()).toEqual([]);
  });
});

type Column = { name: string; type: string };

describe('hash', () => {
  it('does not depend on where rows lie in the file', () => {
    const lab = livedLab();
    const hash = lab.hash();
    for (const table of [
      'activities',
      'actions',
      'inputs',
      'devices',
      'device_schedules',
      'work_queue',
      'users',
      'session_events',
    ]) {
      lab.db.pragma('foreign_keys = OFF');
      lab.db.exec(
        `CREATE TEMP TABLE aside AS SELECT * FROM ${table}; DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM aside ORDER BY random(); DROP TABLE aside`,
      );
    }
    expect(lab.hash()).toBe(hash);
    lab.db.exec('VACUUM');
    expect(lab.hash()).toBe(hash);
    lab.db.exec('REINDEX; ANALYZE; DROP TABLE IF EXISTS sqlite_stat1');
    expect(lab.hash()).toBe(hash);
  });

  it('depends on every column of every table of the world', () => {
    const lab = buildLab(mixedPopulation);
    order(lab, 'sync', [1, 2, 3]);
    const session = order(lab, 'remoteAssistance');
    lab.input('sessions.end', { actionId: session });
    lab.db.pragma('foreign_keys = OFF');
    const tables = lab.db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'lab_local'`,
      )
      .pluck()
      .all() as string[];
    expect(tables.length).toBeGreaterThan(20);
    // What this little world has none of gets a row all the same, or its columns would not be asked.
    for (const table of tables) {
      const columns = lab.db.prepare(`SELECT name, type FROM pragma_table_info('${table}')`).all() as Column[];
      if (lab.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() !== 0) continue;
      const values = columns.map(({ type }) => (type === 'TEXT' ? `'x'` : '1'));
      lab.db.exec(`INSERT INTO ${table} VALUES (${values.join(', ')})`);
    }
    const hash = lab.hash();
    for (const table of tables) {
      const columns = lab.db.prepare(`SELECT name, type FROM pragma_table_info('${table}')`).all() as Column[];
      for (const { name, type } of columns) {
        const altered = lab.db.transaction(() => {
          const key = lab.db.prepare(`SELECT min(${name}) FROM ${table}`).pluck().get();
          const value = type === 'TEXT' ? `coalesce(${name}, '') || 'x'` : `coalesce(${name}, 0) + 77000000`;
          if (name === 'id' && ['lab', 'site', 'tenant', 'cloud_attach'].includes(table)) return 'fixed';
          lab.db.prepare(`UPDATE ${table} SET ${name} = ${value} WHERE ${name} IS ?`).run(key ?? null);
          const now = lab.hash();
          throw Object.assign(new Error('undo'), { now });
        });
        let now: string | undefined;
        try {
          if (altered() === 'fixed') continue;
        } catch (error) {
          ({ now } = error as { now?: string });
          if (now === undefined) throw error;
        }
        expect(now, `${table}.${name}`).not.toBe(hash);
      }
    }
    expect(lab.hash()).toBe(hash);
  });

  it('tells apart rows whose texts run together', () => {
    const lab = livedLab();
    lab.db.prepare(`UPDATE activities SET subject = 'a|s1:b', actor = 'c' WHERE id = 1`).run();
    const one = lab.hash();
    lab.db.prepare(`UPDATE activities SET subject = 'a', actor = 'b|s1:c' WHERE id = 1`).run();
    expect(lab.hash()).not.toBe(one);
  });

  it('leaves out the clock’s speed and the file’s own facts', () => {
    const lab = livedLab();
    const hash = lab.hash();
    lab.speed = 600;
    expect(lab.speed).toBe(600);
    expect(lab.hash()).toBe(hash);
  });
});
