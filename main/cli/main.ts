import { join } from 'node:path';
import { processIo } from './process-io.ts';
import { runCli } from './run.ts';

// The code is set rather than exited with, so that everything written reaches a slow reader.
process.exitCode = await runCli(
  process.argv.slice(2),
  processIo(join(import.meta.dirname, '../../resources/scenarios')),
);
