import { existsSync } from 'node:fs';
import { stateHash } from '../../db/hash.ts';
import { connect, migrate } from '../../db/open.ts';
import { identify } from '../files/identity.ts';
import { writeLocal } from '../files/local.ts';
import { flush } from '../files/paths.ts';
import { buildWorld, type WorldSource } from '../scenario/build.ts';

/** Builds a world into a new file, closed and on disk when it returns. No log is kept meanwhile: a failure discards the file. */
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
    migrate(db);
    buildWorld(db, source, onProgress);
    const hash = withHash ? stateHash(db) : null;
    if (hash !== null) writeLocal(db, 'hash', hash);
    identify(db, identity ?? undefined);
    return hash;
  } finally {
    db.close();
    if (existsSync(path)) flush(path);
  }
}
