import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { format, resolveConfig } from 'prettier';
import { readWalks } from './data.ts';
import { recordFile } from './record.ts';
import { readResults, recordOf, reportOf } from './report.ts';

/** `npm run walks`: docs/walks.md, and the record that later runs are held to, from what the last full run found. */
const walks = readWalks();
const results = readResults(walks);
const write = async (file: string, text: string): Promise<void> =>
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
const report = resolve(import.meta.dirname, '../../docs/walks.md');
await write(report, reportOf(walks, results));
await write(recordFile, stringify(recordOf(results)));
console.log(`Written: ${report}`);
