import { readCondition, wqlFilter } from '../desktop/powershell/condition.ts';
import { PsError, type PsObject } from '../desktop/powershell/pipeline.ts';
import type { ServerCmdlet, ServerFacts } from './facts.ts';

/**
 * Get-CimInstance and Get-WmiObject against the SMS Provider, for the class that the documentation of monitoring names, and the one by
 * which a machine’s id is found. Source: how to monitor co-management; the value of Authority: practice.
 */
export const providerCmdlets = (facts: ServerFacts): ServerCmdlet[] =>
  (
    [
      ['Get-CimInstance', ['ClassName', 'Namespace', 'Filter', 'Query']],
      ['Get-WmiObject', ['Class', 'Namespace', 'Filter', 'Query']],
    ] as const
  ).map(([name, takes]): ServerCmdlet => ({
    name,
    about: 'Queries the SMS Provider: SMS_Client_ComanagementState and SMS_R_System in ROOT\\SMS\\site_CODE.',
    takes,
    run: ({ options }) => {
      const query = read(options.get('query'));
      const wanted = query?.from ?? options.get('classname') ?? options.get('class') ?? '';
      const namespace = (options.get('namespace') ?? 'root\\cimv2').replaceAll('/', '\\').toLowerCase();
      const refused = (says: string, code: string): PsError =>
        new PsError(says, `ObjectNotFound: (${namespace}:${wanted}) [${name}], CimException`, `HRESULT ${code}`);
      if (namespace !== `root\\sms\\site_${facts.siteCode.toLowerCase()}`)
        throw refused(namespace.startsWith('root\\sms') ? 'Invalid namespace' : 'Invalid class', '0x8004100e');
      const held = classes.get(wanted.toLowerCase());
      if (!held) throw refused('Invalid class', '0x80041010');
      const where = query ? query.where : options.get('filter');
      const objects = held.instances(facts);
      return {
        objects: where === undefined ? objects : objects.filter(readCondition(where, wqlFilter(held.properties))),
      };
    },
  }));

type Held = { properties: readonly string[]; instances: (facts: ServerFacts) => PsObject[] };
const classes = new Map<string, Held>([
  [
    'sms_r_system',
    {
      properties: ['Name', 'ResourceId'],
      instances: (facts) =>
        facts.systems('*').map(({ machineId, name }) => [
          { name: 'Name', value: name },
          { name: 'ResourceId', value: String(machineId) },
        ]),
    },
  ],
  [
    'sms_client_comanagementstate',
    {
      properties: ['Authority', 'ComgmtPolicyPresent', 'MachineId', 'MDMEnrolled'],
      instances: (facts) =>
        facts.comanagement(null).map((state) => [
          { name: 'Authority', value: state.isEnrolled ? 'Intune' : '' },
          { name: 'ComgmtPolicyPresent', value: state.hasPolicy ? '1' : '0' },
          { name: 'MachineId', value: String(state.machineId) },
          { name: 'MDMEnrolled', value: state.isEnrolled ? '1' : '0' },
        ]),
    },
  ],
]);

/** A query is read whole or not at all: `SELECT * FROM class [WHERE …]`. */
function read(query: string | undefined): { from: string; where: string | undefined } | undefined {
  if (query === undefined) return undefined;
  const [whole, from, where] = /^\s*select\s+\*\s+from\s+(\w+)(?:\s+where\s+(.+?))?\s*$/is.exec(query) ?? [];
  if (whole === undefined || from === undefined)
    throw new PsError('Invalid query', `InvalidArgument: (${query}:String) [], CimException`, 'HRESULT 0x80041017');
  return { from, where };
}
