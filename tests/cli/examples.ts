import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');

export type Example = { command: string; argv: string[]; exitCode: number; expected: unknown };

/** `$ tandem-lab …` lines of the console blocks, each with the JSON that follows it; `# exit 1` names another exit code. */
export function examplesOf(text: string = page): Example[] {
  const blocks = [...text.matchAll(/^```console\n(.*?)^```/gms)].map(([, block]) => block!);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((example) => {
        const [line = '', ...answer] = example.split('\n');
        const [, command = '', code = '0'] = /^tandem-lab (.*?)(?:\s+# exit (\d))?$/.exec(line) ?? [];
        const argv = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
          ([, one, two, plain]) => one ?? two ?? plain!,
        );
        return { command, argv, exitCode: Number(code), expected: JSON.parse(answer.join('\n')) as unknown };
      }),
  );
}

/** The files that the page speaks of, in the present folder. */
export function writeFilesOfPage(): void {
  writeFileSync('morning.txt', '# what the pilot has\ncapabilities --workloads windowsUpdate\n');
  writeFileSync('broken.scenario.yaml', 'name: 7\nsurprise: true\n');
  writeFileSync(
    'hashes.csv',
    'Device Serial Number,Windows Product ID,Hardware Hash\r\nPF4KX0M1,,T0FIAQAAAAA=\r\nPF4KX0M2,,\r\n',
  );
}
