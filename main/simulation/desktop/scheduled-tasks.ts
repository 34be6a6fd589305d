import { formatConsole } from '../../../shared/time.ts';
import { joinTaskName } from '../../../shared/settings/device.ts';
import { runJoinTask } from '../identity/join.ts';
import { nextTaskRun } from '../identity/task.ts';
import { own, setOwn } from './elevated.ts';
import { switchOf } from './parse.ts';
import { answer, isInDomain, type Answer, type Command, type Terminal } from './terminal.ts';

const denied = 'ERROR: Access is denied.';
const unknownTask = 'ERROR: The system cannot find the file specified.';

/** Task Scheduler as far as the registration of the device goes: one task. */
export const scheduledTasks: Record<string, Command> = {
  schtasks: {
    usage: 'schtasks /query | /run | /change /enable | /change /disable   /tn NAME',
    about: 'Shows, runs, enables and disables the task Automatic-Device-Join.',
    run: (terminal, { args }) => {
      const has = (name: string): boolean => args.some((word) => switchOf(word) === name);
      const at = args.findIndex((word) => switchOf(word) === 'tn');
      const name = at < 0 ? undefined : args[at + 1];
      if (name !== undefined && !isJoinTask(name)) return answer(unknownTask, 1);
      if (!isInDomain(terminal.facts) && name !== undefined) return answer(unknownTask, 1);
      if (has('query') || args.length === 0) return query(terminal);
      if (name === undefined) return answer("ERROR: Invalid syntax. Mandatory option '/tn' is missing.", 1);
      if (!terminal.isElevated) return answer(denied, 1);
      if (has('run')) return run(terminal);
      if (has('change') && (has('enable') || has('disable')))
        return setOwn(
          terminal,
          'deviceJoinTask',
          has('enable') ? 'on' : 'off',
          `SUCCESS: The parameters of scheduled task "${joinTaskName}" have been changed.`,
        );
      return answer('ERROR: Invalid syntax. Type "SCHTASKS /?" for usage.', 1);
    },
  },
};

const isJoinTask = (name: string): boolean => {
  const wanted = name.toLowerCase();
  return wanted === joinTaskName.toLowerCase() || wanted === joinTaskName.slice(1).toLowerCase();
};

function query(terminal: Terminal): Answer {
  const { facts, now, local } = terminal;
  if (!isInDomain(facts)) return answer('INFO: There are no scheduled tasks presently available at your access level.');
  const isOn = own(terminal, 'deviceJoinTask') === 'on';
  const due = nextTaskRun(facts, now);
  const next = isOn && due !== undefined ? formatConsole(due + (local - now)) : 'N/A';
  return answer(
    [
      '',
      `Folder: ${joinTaskName.slice(0, joinTaskName.lastIndexOf('\\'))}`,
      'TaskName                                 Next Run Time          Status',
      '======================================== ====================== ===============',
      `${'Automatic-Device-Join'.padEnd(40)} ${next.padEnd(22)} ${isOn ? 'Ready' : 'Disabled'}`,
    ].join('\n'),
  );
}

function run(terminal: Terminal): Answer {
  if (own(terminal, 'deviceJoinTask') !== 'on') return answer('ERROR: The scheduled task is disabled (0x80041326).', 1);
  return answer(
    `SUCCESS: Attempted to run the scheduled task "${joinTaskName}".`,
    0,
    runJoinTask(terminal.facts, terminal.now),
  );
}
