import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationId } from '../../main/db/open.ts';
import { checkpointFolder } from '../../main/lab/files/paths.ts';
import { commandLine, isFault } from './doors.ts';
import { demand, dice, inFolder, newLab, type Trial } from './trial.ts';

/** What may lie in a folder that somebody else can write to. */
type Trick = (path: string, lab: string) => void;
const tricks: Record<string, Trick> = {
  'a pipe': (path) => {
    if (process.platform === 'win32') writeFileSync(path, '');
    else execFileSync('mkfifo', [path]);
  },
  'a folder': (path) => {
    mkdirSync(path);
  },
  'a link to itself': (path) => {
    symlinkSync(path, path);
  },
  'a text': (path) => {
    writeFileSync(path, 'no checkpoint');
  },
  'a view that never ends': (path) => {
    const db = new Database(path);
    db.pragma(`application_id = ${applicationId}`);
    db.exec(
      `CREATE VIEW lab AS WITH RECURSIVE n(now) AS (SELECT 1 UNION ALL SELECT now + 1 FROM n) SELECT max(now) AS now FROM n`,
    );
    db.close();
  },
  'half a checkpoint': (path, lab) => {
    copyFileSync(lab, path);
    const db = new Database(path);
    db.exec('DELETE FROM lab');
    db.close();
  },
};

/** Whatever lies among the checkpoints, the lab opens, tells, keeps and resets. */
export const hostileCheckpoints: Trial = (seed) =>
  inFolder(async (folder) => {
    const file = newLab(folder, seed);
    const other = newLab(folder, seed + 1, 'other');
    const { below } = dice(seed, 'checkpoints');
    let planted = 0;
    for (const [what, plant] of Object.entries({
      ...tricks,
      'another lab': (path: string, _lab: string) => copyFileSync(other, path),
    })) {
      const path = join(checkpointFolder(file), `trick ${below(1000)}.tandem`);
      plant(path, file);
      planted += 1;
      const name = path.slice(checkpointFolder(file).length + 1, -'.tandem'.length);
      for (const argv of [
        ['info', file],
        ['checkpoint', file, `kept ${planted}`],
        ['reset', file, '--to', name],
        ['reset', file],
      ]) {
        const told = await commandLine(...argv);
        demand(!isFault(told), `${what}: ${argv.join(' ')} → ${JSON.stringify(told.value)}`);
        if (argv[0] !== 'reset')
          demand(told.code === null, `${what}: ${argv.join(' ')} → ${JSON.stringify(told.value)}`);
      }
      rmSync(path, { recursive: true, force: true });
    }
    rmSync(checkpointFolder(file), { recursive: true });
    writeFileSync(checkpointFolder(file), 'a file where a folder should be');
    for (const command of ['info', 'reset', 'checkpoint']) {
      const told = await commandLine(command, file, ...(command === 'checkpoint' ? ['x'] : []));
      demand(!isFault(told), `a file for a folder: ${command} → ${JSON.stringify(told.value)}`);
    }
    return { planted };
  });
