import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sqliteDefines } from '../../tools/setup/runtime/addon.mjs';

describe('sqliteDefines', () => {
  it('finds every switch that the shipped SQLite reports of itself', () => {
    const gypi = resolve(import.meta.dirname, '../../node_modules/better-sqlite3/deps/defines.gypi');
    const ours = sqliteDefines(readFileSync(gypi, 'utf8'));
    const database = new Database(':memory:');
    const theirs = database.prepare('PRAGMA compile_options').pluck().all() as string[];
    database.close();
    // The compiler, and defaults that SQLite reports although nobody set them, are not switches of the package.
    const chosen = theirs.filter((option) =>
      /^(ENABLE|OMIT|DQS|THREADSAFE|USE|LIKE|SOUNDEX|DEFAULT_FOREIGN_KEYS)/.test(option),
    );
    const missing = chosen.filter((option) => !ours.some((define) => define.startsWith(`-DSQLITE_${option}`)));
    expect(chosen.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });
});
