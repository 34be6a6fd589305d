import { expect } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Runs one command in a folder and gives what it answered. One that is refused throws. */
export function runCommand(args: readonly string[], folder: string): Record<string, unknown> {
  const stdout = execFileSync(process.execPath, [join(root, 'tools/setup/lab.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Runs the commands of a page of docs/demos in their order, and gives what each answered. One that is refused throws. */
export function runDemoCommands(name: string): Record<string, unknown>[] {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-demo-'));
  try {
    const page = readFileSync(join(root, 'docs/demos', `${name}.md`), 'utf8');
    const commands = page.split('\n').filter((line) => line.startsWith('tandem-lab '));
    expect(commands.length).toBeGreaterThan(5);
    return commands.map((command) => {
      const words = command.match(/"[^"]*"|\S+/g) ?? [];
      const args = words.slice(1).map((word) => word.replaceAll('"', ''));
      return runCommand(args, folder);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
