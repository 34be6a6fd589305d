import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Bundled scenarios that share a company. A scenario is handed out as one whole file, so each of them is written whole: the base
 * that its part names, with the part's sections in the place of the base's. `node tools/scenarios.ts` writes them anew; a test says
 * when that is due.
 */
const partsFolder = resolve(import.meta.dirname, 'scenarios');
const scenarioFolder = resolve(import.meta.dirname, '../resources/scenarios');
const partSuffix = '.part.yaml';
const scenarioSuffix = '.scenario.yaml';

type Sections = { head: string; sections: Map<string, string> };

/** Top-level keys with their text; comments directly above a key belong to it, and what stands before the first is the head. */
export function sectionsOf(text: string): Sections {
  const sections = new Map<string, string>();
  let head: string[] = [];
  let key: string | undefined;
  let lines: string[] = [];
  const close = (): void => {
    if (key === undefined) head = lines;
    else sections.set(key, lines.join('\n').trimEnd());
  };
  for (const line of text.split('\n')) {
    const name = /^([A-Za-z]+):/.exec(line)?.[1];
    if (name !== undefined) {
      const above: string[] = [];
      if (key !== undefined) while (lines.at(-1)?.startsWith('#')) above.unshift(lines.pop()!);
      close();
      key = name;
      lines = above;
    }
    lines.push(line);
  }
  close();
  return { head: head.join('\n').trimEnd(), sections };
}

/** The whole scenario of a part, by its name without suffix. */
export function wholeScenario(name: string): string {
  const part = sectionsOf(readFileSync(join(partsFolder, name + partSuffix), 'utf8'));
  const baseName = /^# base: (\S+)$/m.exec(part.head)?.[1];
  if (baseName === undefined) throw new Error(`${name}${partSuffix} names no base: "# base: contoso"`);
  const base = sectionsOf(readFileSync(join(scenarioFolder, baseName + scenarioSuffix), 'utf8'));
  const head = part.head
    .replace(
      /^# base: .*$/m,
      `# Written by tools/scenarios.ts from ${baseName} and tools/scenarios/${name}${partSuffix}.`,
    )
    .replace('../../resources/scenario.schema.json', '../scenario.schema.json');
  const sections = new Map([...base.sections, ...part.sections]);
  const compact = ['schemaVersion', 'name', 'title', 'description', 'start', 'serviceDate'];
  const texts = [...sections].map(([, text], index, all) => {
    const next = all[index + 1];
    return next && compact.includes(next[0]) ? `${text}\n` : `${text}\n\n`;
  });
  return `${head}\n${texts.join('').trimEnd()}\n`;
}

export const scenarioParts = (): { name: string; file: string }[] =>
  readdirSync(partsFolder)
    .filter((file) => file.endsWith(partSuffix))
    .sort()
    .map((file) => file.slice(0, -partSuffix.length))
    .map((name) => ({ name, file: join(scenarioFolder, name + scenarioSuffix) }));

if (import.meta.main) {
  for (const { name, file } of scenarioParts()) {
    writeFileSync(file, wholeScenario(name));
    process.stderr.write(`wrote resources/scenarios/${name}${scenarioSuffix}\n`);
  }
}
