import { usMoment } from '../../../shared/time.ts';
import { PsError, valueOf, type PsCall, type PsObject } from '../desktop/powershell/pipeline.ts';
import { ouOf, pathOfUnit } from '../../../shared/identity/units.ts';
import type { ComputerObject, ServerCmdlet, ServerFacts } from './facts.ts';

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
      const pattern = filter === '*' ? '*' : (/name\s+-(?:like|eq)\s+["']?([^"']+)/i.exec(filter)?.[1] ?? '');
      const base = options.get('searchbase')?.toLowerCase();
      const found = facts
        .computers(pattern)
        .filter(({ distinguishedName }) => base === undefined || distinguishedName.toLowerCase().endsWith(base));
      return { objects: found.map((one) => drawn(facts, one)) };
    },
  },
  {
    name: 'Get-ADOrganizationalUnit',
    about: 'Lists the organizational units that hold computers: -Filter *.',
    takes: ['Filter'],
    run: () => ({
      objects: facts.units().map((unit) => [
        { name: 'DistinguishedName', value: `${pathOfUnit(unit)},${domainPath(facts)}` },
        { name: 'Name', value: unit.split('/').at(-1)! },
      ]),
    }),
  },
  {
    name: 'Move-ADObject',
    about: 'Moves a computer object to another organizational unit: -Identity, -TargetPath.',
    takes: ['Identity', 'TargetPath'],
    run: (call) => {
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
    },
  },
];

const identitiesOf = ({ options, input }: PsCall): string[] => {
  const identity = options.get('identity');
  const piped = input.flatMap((object) => valueOf(object, 'DistinguishedName') ?? []);
  if (identity === undefined && piped.length === 0) throw missing('Move-ADObject', 'Identity');
  return identity === undefined ? piped : [identity];
};

/** By name, account name or distinguished name. */
function computer(facts: ServerFacts, identity: string): ComputerObject {
  const name = /^CN=([^,]+)/i.exec(identity)?.[1] ?? identity.replace(/\$$/, '');
  const found = facts.computers(name)[0];
  if (found) return found;
  throw new PsError(
    `Cannot find an object with identity: '${identity}' under: '${domainPath(facts)}'.`,
    `ObjectNotFound: (${identity}:ADComputer) [Get-ADComputer], ADIdentityNotFoundException`,
    'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException,Microsoft.ActiveDirectory.Management.Commands.GetADComputer',
  );
}

const domainPath = ({ domain }: ServerFacts): string =>
  domain
    .split('.')
    .map((part) => `DC=${part}`)
    .join(',');
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
