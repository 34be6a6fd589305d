import { PsError } from '../desktop/powershell/pipeline.ts';
import type { ServerCmdlet, ServerFacts } from './facts.ts';

/** Cmdlets of the module ADSync. Source: scheduler of Entra Connect. */
export const syncCmdlets = (facts: ServerFacts): ServerCmdlet[] => [
  {
    name: 'Get-ADSyncScheduler',
    about: 'Shows the settings of the scheduler.',
    takes: [],
    run: () => ({ objects: [facts.scheduler()] }),
  },
  {
    name: 'Start-ADSyncSyncCycle',
    about: 'Starts a sync cycle: -PolicyType Delta or Initial.',
    takes: ['PolicyType'],
    run: ({ options }) => {
      const type = enumerator('PolicyType', options.get('policytype') ?? 'Delta', ['Delta', 'Initial']);
      if (facts.suspended())
        // Wording assumed; that an open wizard suspends the scheduler is documented.
        throw new PsError(
          'System.InvalidOperationException: The scheduler is suspended: the configuration wizard is open. Close it and try again.',
          'WriteError: (Microsoft.Ident...ADSyncSyncCycle:StartADSyncSyncCycle) [Start-ADSyncSyncCycle], InvalidOperationException',
          'System.InvalidOperationException,Microsoft.IdentityManagement.PowerShell.Cmdlet.StartADSyncSyncCycle',
        );
      return {
        text: '\n Result\n ------\nSuccess\n',
        deeds: [{ asks: 'run', what: type === 'Initial' ? 'initialSync' : 'deltaSync' }],
      };
    },
  },
  {
    name: 'Set-ADSyncScheduler',
    about: 'Changes the scheduler: -SyncCycleEnabled $true or $false, -CustomizedSyncCycleInterval hh:mm:ss.',
    takes: ['SyncCycleEnabled', 'CustomizedSyncCycleInterval'],
    run: ({ options }) => {
      const enabled = options.get('synccycleenabled');
      const interval = options.get('customizedsynccycleinterval');
      return {
        text: '',
        deeds: [
          ...(enabled === undefined
            ? []
            : [
                {
                  asks: 'set',
                  setting: 'entraConnectSync',
                  value: boolean('SyncCycleEnabled', enabled) ? 'on' : 'off',
                } as const,
              ]),
          ...(interval === undefined
            ? []
            : [{ asks: 'set', setting: 'entraConnectCycle', value: minutesOf(interval) } as const]),
        ],
      };
    },
  },
];

/** A word that stands for one of several. Throws in PowerShell's words. */
export function enumerator(parameter: string, given: string, known: readonly string[]): string {
  const found = known.find((name) => name.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found;
  throw invalid(
    parameter,
    `Unable to match the identifier name ${given} to a valid enumerator name. Specify one of the following enumerator names and try again: ${known.join(', ')}`,
  );
}
const boolean = (parameter: string, given: string): boolean => {
  if (['True', '1'].includes(given)) return true;
  if (['False', '0'].includes(given)) return false;
  throw invalid(parameter, `Cannot convert value "${given}" to type "System.Boolean". Use $true or $false.`);
};
const invalid = (parameter: string, why: string): PsError =>
  new PsError(
    `Cannot bind parameter '${parameter}'. ${why}`,
    'InvalidArgument: (:), ParameterBindingException',
    'CannotConvertArgumentNoMessage',
  );

/** Intervals that the lab's scheduler knows. */
const intervals: Readonly<Record<string, string>> = {
  '00:30:00': '30',
  '0:30:00': '30',
  '00:30': '30',
  '01:00:00': '60',
  '1:00:00': '60',
  '03:00:00': '180',
  '3:00:00': '180',
  '1.00:00:00': '1440',
};
function minutesOf(interval: string): string {
  const minutes = intervals[interval];
  if (minutes !== undefined) return minutes;
  throw invalid(
    'CustomizedSyncCycleInterval',
    `"${interval}" is no interval of this lab: 00:30:00, 01:00:00, 03:00:00 or 1.00:00:00.`,
  );
}
