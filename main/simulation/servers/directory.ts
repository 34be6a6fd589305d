import { usMoment } from '../../../shared/time.ts';
import { directoryFilter, readCondition } from '../desktop/powershell/condition.ts';
import type { PsOutput } from '../desktop/powershell/output.ts';
import { PsError, valueOf, type PsCall, type PsObject } from '../desktop/powershell/pipeline.ts';
import { ouOf, pathOfUnit } from '../../../shared/identity/units.ts';
import type { ComputerObject, Deed, ServerCmdlet, ServerFacts } from './facts.ts';

/** Cmdlets of the module ActiveDirectory, as far as they are about computers and where they lie. */
export const directoryCmdlets = (facts: ServerFacts): ServerCmdlet[] => [
  {
    name: 'Get-ADComputer',
    about: 'Shows a computer object: -Identity NAME, or -Filter *.',
    takes: ['Identity', 'Filter', 'Properties', 'SearchBase'],
    run: ({ options }) => {
      const identity = options.get('identity');
      const filter = options.get('filter');
      if (identity !== undefined) return { objects: [drawn(facts, computer(facts, identity))] };
      if (filter === undefined) throw missing('Get-ADComputer', 'Identity');
      const base = options.get('searchbase')?.toLowerCase();
      const found = facts
        .computers('*')
        .filter(({ distinguishedName }) => base === undefined || distinguishedName.toLowerCase().endsWith(base));
      return {
        objects: filtered(
          found.map((one) => drawn(facts, one)),
          filter,
          computerProperties,
        ),
      };
    },
  },
  {
    name: 'Get-ADOrganizationalUnit',
    about: 'Lists the organizational units that hold computers: -Filter *.',
    takes: ['Filter'],
    run: ({ options }) => {
      const units = facts.units().map((unit) => [
        { name: 'DistinguishedName', value: `${pathOfUnit(unit)},${domainPath(facts)}` },
        { name: 'Name', value: unit.split('/').at(-1)! },
      ]);
      return { objects: filtered(units, options.get('filter') ?? '*', ['DistinguishedName', 'Name']) };
    },
  },
  {
    name: 'Move-ADObject',
    about: 'Moves a computer object to another organizational unit: -Identity, -TargetPath.',
    takes: ['Identity', 'TargetPath'],
    run: (call) => moved(facts, call),
  },
  {
    name: 'Remove-ADComputer',
    about: 'Deletes a computer object: -Identity NAME, or piped from Get-ADComputer; -Confirm:$false.',
    takes: ['Identity', 'Confirm'],
    run: (call) => {
      const found = identitiesOf(call).map((identity) => computer(facts, identity));
      if (isAsked(call.options.get('confirm'))) return { text: question(found) };
      return { text: '', deeds: found.map(({ recordId }) => ({ asks: 'remove', recordId })) };
    },
  },
  ...([true, false] as const).map((isEnabled): ServerCmdlet => ({
    name: isEnabled ? 'Enable-ADAccount' : 'Disable-ADAccount',
    about: `${isEnabled ? 'Enables' : 'Disables'} the account of a computer: -Identity NAME$, or piped from Get-ADComputer.`,
    takes: ['Identity'],
    run: (call) => ({
      text: '',
      deeds: identitiesOf(call).map((identity) => ({
        asks: 'enable',
        recordId: computer(facts, identity).recordId,
        isEnabled,
      })),
    }),
  })),
];

function moved(facts: ServerFacts, call: PsCall): PsOutput<Deed> {
  const target = call.options.get('targetpath');
  if (target === undefined) throw missing('Move-ADObject', 'TargetPath');
  const unit = facts.units().find((known) => known.toLowerCase() === ouOf(target).toLowerCase());
  if (unit === undefined)
    throw new PsError(
      'Directory object not found',
      `ObjectNotFound: (${target}:ADObject) [Move-ADObject], ADIdentityNotFoundException`,
      'ActiveDirectoryServer:8333',
    );
  return {
    text: '',
    deeds: identitiesOf(call).map((identity) => ({
      asks: 'move',
      deviceId: computer(facts, identity).deviceId,
      unit,
    })),
  };
}

/** Throws for a filter that cannot be read whole. */
const filtered = (objects: readonly PsObject[], filter: string, properties: readonly string[]): readonly PsObject[] =>
  filter === '*' ? objects : objects.filter(readCondition(filter, directoryFilter(properties)));

/** Whether a line may delete computers, which the lab keeps a restore point before. */
export const removesComputers = (deeds: readonly Deed[]): boolean => deeds.some(({ asks }) => asks === 'remove');

const isAsked = (confirm: string | undefined): boolean => confirm === undefined || !/^\$?(false|0)$/i.test(confirm);
/** What the cmdlet asks first. That this shell cannot be answered is the lab's. */
const question = (found: readonly ComputerObject[]): string =>
  [
    '',
    'Confirm',
    'Are you sure you want to perform this action?',
    ...found.map(({ distinguishedName }) => `Performing the operation "Remove" on target "${distinguishedName}".`),
    '[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is "Y"): N',
    'This shell takes no answers. Give -Confirm:$false to delete without being asked.',
    '',
  ].join('\n');

const identitiesOf = ({ name, options, input }: PsCall): string[] => {
  const identity = options.get('identity');
  const piped = input.flatMap((object) => valueOf(object, 'DistinguishedName') ?? []);
  if (identity === undefined && piped.length === 0) throw missing(name, 'Identity');
  return identity === undefined ? piped : [identity];
};

/** By name, account name or distinguished name: that one or none, and no letter stands for others. */
function computer(facts: ServerFacts, identity: string): ComputerObject {
  const path = /^CN=([^,]+),/i.exec(identity);
  const found = facts.computer(path?.[1] ?? identity.replace(/\$$/, ''));
  if (found && (!path || samePath(found.distinguishedName, identity))) return found;
  throw new PsError(
    `Cannot find an object with identity: '${identity}' under: '${domainPath(facts)}'.`,
    `ObjectNotFound: (${identity}:ADComputer) [Get-ADComputer], ADIdentityNotFoundException`,
    'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException,Microsoft.ActiveDirectory.Management.Commands.GetADComputer',
  );
}

const samePath = (one: string, other: string): boolean => plainPath(one) === plainPath(other);
const plainPath = (path: string): string => path.replace(/,\s+/g, ',').toLowerCase();
const domainPath = ({ domain }: ServerFacts): string =>
  domain
    .split('.')
    .map((part) => `DC=${part}`)
    .join(',');
const computerProperties = [
  'DistinguishedName',
  'DNSHostName',
  'Enabled',
  'Name',
  'ObjectClass',
  'OperatingSystem',
  'SamAccountName',
  'whenCreated',
];
const drawn = (facts: ServerFacts, { name, distinguishedName, isEnabled, os, createdAt }: ComputerObject): PsObject => [
  { name: 'DistinguishedName', value: distinguishedName },
  { name: 'DNSHostName', value: `${name}.${facts.domain}` },
  { name: 'Enabled', value: isEnabled ? 'True' : 'False' },
  { name: 'Name', value: name },
  { name: 'ObjectClass', value: 'computer' },
  { name: 'OperatingSystem', value: os },
  { name: 'SamAccountName', value: `${name}$` },
  { name: 'whenCreated', value: usMoment(createdAt) },
];
const missing = (cmdlet: string, parameter: string): PsError =>
  new PsError(
    `Cannot process command because of one or more missing mandatory parameters: ${parameter}.`,
    `InvalidArgument: (:) [${cmdlet}], ParameterBindingException`,
    'MissingMandatoryParameter',
  );
