import { mdmPolicyKey } from '../../../shared/settings/device.ts';
import { PsError, type PsCall } from '../desktop/powershell/pipeline.ts';
import type { ServerCmdlet, ServerFacts } from './facts.ts';

/**
 * Cmdlets of the module GroupPolicy, for the one value of a policy that the lab keeps. Which policy object writes it, and that a
 * device hears of its end at once, is assumed.
 */
const valueName = 'DisableRegistration';
const takes = ['Name', 'Key', 'ValueName'];

export const groupPolicyCmdlets = (facts: ServerFacts): ServerCmdlet[] => [
  {
    name: 'Get-GPRegistryValue',
    about: 'Shows a registry value that a Group Policy object writes: -Name, -Key, -ValueName.',
    takes,
    run: (call) => {
      expectValue(call, facts.keptFromMdm().length > 0);
      return {
        objects: [
          [
            { name: 'KeyPath', value: mdmPolicyKey.replace(/^HKLM\\/, '') },
            { name: 'FullKeyPath', value: mdmPolicyKey.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE') },
            { name: 'Hive', value: 'LocalMachine' },
            { name: 'PolicyState', value: 'Set' },
            { name: 'Value', value: '1' },
            { name: 'Type', value: 'DWord' },
            { name: 'ValueName', value: valueName },
          ],
        ],
      };
    },
  },
  {
    name: 'Remove-GPRegistryValue',
    about: 'Removes a registry value from a Group Policy object: -Name, -Key, -ValueName.',
    takes,
    run: (call) => {
      const devices = facts.keptFromMdm();
      expectValue(call, devices.length > 0);
      return {
        text: '',
        deeds: devices.map((id) => ({ asks: 'set', setting: 'deviceMdmBlock', value: 'ok', target: String(id) })),
      };
    },
  },
];

/** Throws where no policy object writes what is asked for. */
function expectValue({ options }: PsCall, isWritten: boolean): void {
  const key = (options.get('key') ?? '').replace(/^(HKEY_LOCAL_MACHINE|HKLM:?)(?=\\)/i, 'HKLM');
  const name = options.get('valuename') ?? valueName;
  const isKnown = key.toLowerCase() === mdmPolicyKey.toLowerCase() && name.toLowerCase() === valueName.toLowerCase();
  if (isKnown && isWritten) return;
  throw new PsError(
    `The Registry-based policy setting was not found in the GPO "${options.get('name') ?? ''}".`,
    'ObjectNotFound: (:) [Get-GPRegistryValue], ArgumentException',
    'UnableToRetrievePolicyRegistryItem',
  );
}
