// `npm run tour`: plays the main story in the real app and takes pictures of it. With --docs it also renews docs/pictures.
import { resolve } from 'node:path';
import { Tandem } from '../../tests/e2e/support/tandem.ts';
import { Album } from './album.ts';
import { playStory } from './story.ts';

const root = resolve(import.meta.dirname, '../..');
const album = new Album(resolve(process.env['TANDEM_PICTURES'] ?? resolve(root, 'pictures'), 'tour'));
const keep = process.argv.includes('--docs') ? resolve(root, 'docs/pictures') : null;

let tandem: Tandem | undefined;
try {
  tandem = await Tandem.start();
  await playStory(tandem, album, keep);
  if (tandem.problems.length > 0) throw new Error(`A window complained: ${tandem.problems.join(' · ')}`);
  album.tell(`The tour is over: ${album.pictures} pictures and this log are in ${album.folder}.`);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  const after = album.step;
  album.tell(`The tour stopped after “${after}” ${why}`);
  if (tandem) await album.take(tandem.page, 'stopped-here').catch(() => undefined);
  process.exitCode = 1;
} finally {
  await tandem?.close();
}
