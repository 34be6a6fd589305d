import type { Change, Facts } from '../../kernel/change.ts';
import { commands } from '../commands.ts';
import { basics } from '../basics.ts';
import { runShell } from '../index.ts';
import { graphCmdlets, type GraphFacts } from './graph.ts';
import { runPipeline } from './pipeline.ts';
import { answer, openTerminal, type Answer } from '../terminal.ts';

const noTenant: GraphFacts = { devices: () => [] };

/**
 * Windows PowerShell of a local administrator at a device: its cmdlets, and the programs that the command prompt has too. `carryOut`
 * does what a statement asked for and answers with the device as it is then.
 */
export function runPowerShell(
  begun: Facts,
  line: string,
  now: number,
  graph: GraphFacts = noTenant,
  carryOut: (changes: Change[]) => Facts = () => begun,
): Answer {
  let facts = begun;
  const seat = openTerminal(facts, now, true);
  if (!seat) return runShell(facts, line, now, true);
  const { stdout, exitCode, deeds } = runPipeline<Change>(
    {
      local: seat.local,
      computerName: begun.device.name,
      account: `${seat.account.authority}\\${seat.account.name}`,
      cmdlets: graphCmdlets(graph),
      program: (name, typed) => {
        // What cmd knows by itself is no program: PowerShell has cmdlets of its own in its place.
        if (!Object.hasOwn(commands, name) || Object.hasOwn(basics, name) || name === 'help') return undefined;
        const { stdout, exitCode, changes } = runShell(facts, typed, now, true);
        return { stdout, exitCode, deeds: changes };
      },
      carryOut: (changes) => {
        facts = carryOut([...changes]);
      },
    },
    line,
  );
  return answer(stdout, exitCode, [...deeds]);
}
