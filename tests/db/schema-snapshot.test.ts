import { describe, expect, it } from 'vitest';
import { migrations, schemaVersion } from '../../main/db/migrations/index.ts';
import { applicationId, connect, fingerprintOf, migrate, schemaOf } from '../../main/db/open.ts';

function migrated() {
  const db = connect(':memory:');
  migrate(db);
  return db;
}

describe('the schema', () => {
  it('is the one of the reviewed snapshot', async () => {
    const objects = migrated()
      .prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name`)
      .pluck()
      .all() as string[];
    const text = [
      '-- What all migrations together make, for review: a change of the schema shows here.',
      '-- Written by: npm run -s test:unit -- schema-snapshot -u',
      `PRAGMA application_id = ${applicationId};`,
      `PRAGMA user_version = ${schemaVersion};`,
      ...objects.map((sql) => `\n${sql};`),
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('../../main/db/schema-snapshot.sql');
  });

  it('consists of strict tables and their indexes, nothing that acts by itself', () => {
    const db = migrated();
    const kinds = db.prepare('SELECT DISTINCT type FROM sqlite_schema ORDER BY type').pluck().all();
    expect(kinds).toEqual(['index', 'table']);
    const loose = db
      .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });
});

describe('migrate', () => {
  it.each(migrations.map(({ version, schema }, index) => [version, schema, index + 1]))(
    'leads with %i to the schema whose fingerprint stands beside it',
    (_version, schema, steps) => {
      const db = connect(':memory:');
      migrate(db, migrations.slice(0, steps));
      expect(fingerprintOf(schemaOf(db))).toBe(schema);
    },
  );

  it('marks the file as a lab of the newest version, and does nothing a second time', () => {
    const db = migrated();
    const schema = schemaOf(db);
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion);
    migrate(db);
    expect(schemaOf(db)).toEqual(schema);
  });

  it('has numbered steps that only grow', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every((version) => version > 0 && version % 10 === 0)).toBe(true);
  });

  it('carries a step out whole or not at all', () => {
    const db = connect(':memory:');
    db.exec('CREATE TABLE activities (id INTEGER)');
    expect(() => migrate(db)).toThrow(/already exists/);
    expect(db.pragma('user_version', { simple: true })).toBe(0);
    expect(db.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['activities']);
  });
});
