import { PsError } from '../desktop/powershell/pipeline.ts';
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
  ).map(([name, takes]) => ({
    name,
    about: 'Queries the SMS Provider: SMS_Client_ComanagementState and SMS_R_System in ROOT\\SMS\\site_CODE.',
    takes,
    run: ({ options }) => {
      const query = options.get('query') ?? '';
      const wanted = options.get('classname') ?? options.get('class') ?? /from\s+(\w+)/i.exec(query)?.[1] ?? '';
      const namespace = (options.get('namespace') ?? 'root\\cimv2').replaceAll('/', '\\').toLowerCase();
      if (namespace !== `root\\sms\\site_${facts.siteCode.toLowerCase()}`)
        throw new PsError(
          namespace.startsWith('root\\sms') ? 'Invalid namespace' : 'Invalid class',
          `ObjectNotFound: (${namespace}:${wanted}) [${name}], CimException`,
          'HRESULT 0x8004100e',
        );
      if (wanted.toLowerCase() === 'sms_r_system') {
        const named = /name\s*=\s*["']([^"']+)/i.exec(options.get('filter') ?? query)?.[1] ?? '*';
        return {
          objects: facts.systems(named).map(({ machineId, name }) => [
            { name: 'Name', value: name },
            { name: 'ResourceId', value: String(machineId) },
          ]),
        };
      }
      if (wanted.toLowerCase() !== 'sms_client_comanagementstate')
        throw new PsError(
          'Invalid class',
          `ObjectNotFound: (${namespace}:${wanted}) [${name}], CimException`,
          'HRESULT 0x80041010',
        );
      const id = /machineid\s*=\s*["']?(\d+)/i.exec(options.get('filter') ?? query)?.[1];
      return {
        objects: facts.comanagement(id === undefined ? null : Number(id)).map((state) => [
          { name: 'Authority', value: state.isEnrolled ? 'Intune' : '' },
          { name: 'ComgmtPolicyPresent', value: state.hasPolicy ? '1' : '0' },
          { name: 'MachineId', value: String(state.machineId) },
          { name: 'MDMEnrolled', value: state.isEnrolled ? '1' : '0' },
        ]),
      };
    },
  }));
