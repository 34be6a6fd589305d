import { stateHash } from '../../db/hash.ts';
import { applicationId, connect, migrate } from '../../db/open.ts';
import { identify } from '../files/identity.ts';
import { writeLocal } from '../files/local.ts';
import { flush, removeDatabase } from '../files/paths.ts';
import { buildWorld, type WorldSource } from '../scenario/build.ts';

/** Builds a world into a new file, closed and on disk when it returns. No log is kept meanwhile: a failure takes the file away. */
export function buildFile(
  path: string,
  source: WorldSource,
  withHash: boolean,
  { onProgress, identity }: { onProgress?: ((rows: number) => void) | undefined; identity?: string | null } = {},
): string | null {
  const db = connect(path);
  try {
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    // From its first page on it can be told from what a person left under this name.
    db.pragma(`application_id = ${applicationId}`);
    migrate(db);
    buildWorld(db, source, onProgress);
    const hash = withHash ? stateHash(db) : null;
    if (hash !== null) writeLocal(db, 'hash', hash);
    identify(db, identity ?? undefined);
    db.close();
    flush(path);
    return hash;
  } catch (error) {
    db.close();
    removeDatabase(path);
    throw error;
  }
}
