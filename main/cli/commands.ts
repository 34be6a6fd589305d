import type { Command } from './command.ts';
import { actionCommands } from './commands/actions.ts';
import { activityCommands } from './commands/activities.ts';
import { attachCommands } from './commands/attach.ts';
import { batchCommands } from './commands/batch.ts';
import { clockCommands } from './commands/clock.ts';
import { collectionCommands } from './commands/collections.ts';
import { comanagementCommands } from './commands/comanagement.ts';
import { completionCommand } from './commands/completion.ts';
import { deviceCommands } from './commands/devices.ts';
import { directoryCommands } from './commands/directory.ts';
import { faultCommands } from './commands/faults.ts';
import { internetCommands } from './commands/internet.ts';
import { knowledgeCommands } from './commands/knowledge.ts';
import { labCommands } from './commands/labs.ts';
import { logCommands } from './commands/logs.ts';
import { offerCommands } from './commands/offers.ts';
import { proofCommands } from './commands/proof.ts';
import { scenarioCommands } from './commands/scenarios.ts';
import { settingCommands } from './commands/settings.ts';
import { workloadCommands } from './commands/workloads.ts';

/** Every command of the command line, in the order in which help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  ...scenarioCommands,
  ...labCommands,
  ...knowledgeCommands,
  ...clockCommands,
  ...deviceCommands,
  ...actionCommands,
  ...activityCommands,
  ...settingCommands,
  ...comanagementCommands,
  ...workloadCommands,
  ...collectionCommands,
  ...attachCommands,
  ...directoryCommands,
  ...internetCommands,
  ...logCommands,
  ...faultCommands,
  ...offerCommands,
  ...proofCommands,
  ...batchCommands,
  completion: completionCommand(() => commands),
};
