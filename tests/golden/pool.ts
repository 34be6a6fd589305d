import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectNode } from '../../tools/setup/paths.mjs';
import { labName } from './files.ts';
import type { Request, Verdict } from './verify.ts';

const processes = 2;

/** Has every request carried out, two at a time, each of the two in a process of its own; tells each verdict as it comes. */
export async function shareOut(requests: readonly Request[], tell: (verdict: Verdict) => void): Promise<void> {
  const waiting = [...requests];
  const work = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), { execPath: projectNode, execArgv: [] });
    try {
      for (let request = waiting.shift(); request; request = waiting.shift()) tell(await answer(child, request));
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, requests.length) }, work));
}

async function answer(child: ReturnType<typeof fork>, request: Request): Promise<Verdict> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${labName(request.lab)}: the process that lived it ended with ${code}`);
  });
  ended.catch(() => undefined);
  const answered = once(child, 'message') as Promise<[Verdict]>;
  child.send(request);
  const [verdict] = await Promise.race([answered, ended]);
  return verdict;
}
