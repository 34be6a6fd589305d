import { answerRequest } from '../../main/ipc/register.ts';
import { runCli } from '../../main/cli/run.ts';
import { answerView, giveInput } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { InputName, ViewName } from '../../shared/offers.ts';
import { bundledScenarios } from '../cli/support.ts';

export type Told = { code: string | null; value: unknown };
/** A fault of the program, however it is called. */
export const isFault = ({ code }: Told): boolean => code === 'internal';

/** Through the window's gate, behind which the lab is open. */
export async function gate(lab: Lab, name: unknown, params: unknown): Promise<Told> {
  const table = {
    view: (view: ViewName, asked: never) => Promise.resolve().then(() => answerView(lab.db, view, asked) as unknown),
    input: (input: InputName, asked: never) => Promise.resolve().then(() => giveInput(lab, input, asked) as unknown),
  };
  const result = await answerRequest({} as never, table, name, params, {} as never);
  return result.ok ? { code: null, value: result.value } : { code: result.code, value: result };
}

/** Through the command line, which opens and closes the file. */
export async function commandLine(...argv: string[]): Promise<Told & { exit: number }> {
  let stdout = '';
  const exit = await runCli(argv, {
    stdout: (text) => void (stdout += text),
    stderr: () => undefined,
    stdin: () => Promise.resolve(''),
    bundledScenarios,
  });
  const value = JSON.parse(stdout) as { error?: { code: string } } | null;
  return { exit, code: value?.error?.code ?? null, value };
}
