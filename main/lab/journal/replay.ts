import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { InputRow } from '../../rows/journal.ts';
import { stateHash } from '../../db/hash.ts';
import { connect, migrate, type Db } from '../../db/open.ts';
import { allRows, labRow, type LabRow } from '../../db/tables.ts';
import { advanceNow } from '../engine/advance.ts';
import { buildWorld } from '../scenario/build.ts';
import { engineVersion } from '../engine/version.ts';
import { carryOutAgain } from './journal.ts';
import { embeddedScenario } from '../scenario/source.ts';

/**
 * The state hash that scenario, seed and journal give when played again from the start, in a temporary file. Another
 * engine's lab is refused (`engineDiffers`): its result would say nothing.
 */
export function replayLab(db: Db): string {
  const lab = labRow(db);
  refuseOtherEngine(lab);
  const inputs = allRows(db, 'inputs');
  const folder = mkdtempSync(join(tmpdir(), 'tandem-replay-'));
  const copy = connect(join(folder, 'replay.tandem'));
  try {
    copy.pragma('journal_mode = OFF');
    copy.pragma('synchronous = OFF');
    migrate(copy);
    orDamaged('The world of the lab cannot be made again', () =>
      buildWorld(copy, {
        scenario: embeddedScenario(lab.scenario_text),
        text: lab.scenario_text,
        seed: lab.seed,
        devices: lab.device_count_override,
      }),
    );
    for (const input of inputs) playAgain(copy, input);
    if (lab.now < labRow(copy).now) throw new LabError('damaged', 'The clock stands before the last input.');
    orDamaged('What came after the last input cannot be played again', () => void advanceNow(copy, lab.now));
    return stateHash(copy);
  } finally {
    copy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the same scenario and seed another engine makes another lab. Throws `engineDiffers`. */
export function refuseOtherEngine({ engine_version: madeBy }: LabRow): void {
  if (madeBy === engineVersion) return;
  throw new LabError('engineDiffers', `The lab was made by engine ${madeBy}; this is engine ${engineVersion}.`);
}

/** What was taken once is taken again. An input that is not cannot have been journaled so: somebody altered the file. */
function playAgain(copy: Db, { id, at, kind, params }: InputRow): void {
  orDamaged(`Input ${id} of the journal cannot be played again`, () => {
    advanceNow(copy, at);
    carryOutAgain(copy, kind, JSON.parse(params));
  });
}

/** Whatever stops there stops over what the file says, for the lab itself did not stop there. */
function orDamaged(what: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new LabError('damaged', `${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
