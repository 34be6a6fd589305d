import type { JoinType } from '../../../../shared/contract/device-words.ts';
import { usMoment } from '../../../../shared/time.ts';
import { PsError, type Cmdlet, type PsObject } from './pipeline.ts';

/** A device object of Microsoft Entra ID; ids are its own. */
type GraphDevice = {
  objectId: string;
  deviceId: string;
  name: string;
  isEnabled: boolean;
  isCompliant: boolean | null;
  joinType: JoinType;
  /** Seconds of the machine's own civil time; null while the registration is not completed. */
  registeredAt: number | null;
  os: string;
  osVersion: string;
};
/** What Microsoft Graph PowerShell reads of the tenant. */
export type GraphFacts = { devices: () => readonly GraphDevice[] };

/** How Microsoft Graph names the ways to join. */
const trustTypes: Partial<Record<JoinType, string>> = {
  hybrid: 'ServerAd',
  entra: 'AzureAd',
  registered: 'Workplace',
};

/**
 * Cmdlets of the Microsoft Graph PowerShell, as far as hybrid join is verified with them. A sign-in holds for the line; a window
 * signs in anew for each of its lines.
 */
export function graphCmdlets<Deed>({ devices }: GraphFacts): Cmdlet<Deed>[] {
  let isConnected = false;
  return [
    {
      name: 'Connect-MgGraph',
      about: 'Signs in to Microsoft Graph.',
      takes: ['Scopes', 'TenantId'],
      run: () => {
        isConnected = true;
        return { text: 'Welcome to Microsoft Graph!\n' };
      },
    },
    {
      name: 'Get-MgDevice',
      about: 'Shows device objects of Microsoft Entra ID: -All, or -DeviceId OBJECTID.',
      takes: ['DeviceId', 'All', 'Filter'],
      run: ({ options }) => {
        if (!isConnected)
          throw new PsError(
            'Authentication needed. Please call Connect-MgGraph.',
            'NotSpecified: (:) [Get-MgDevice_List], AuthenticationException',
            'Microsoft.Graph.PowerShell.Cmdlets.GetMgDevice_List',
          );
        const id = options.get('deviceid')?.toLowerCase();
        if (id === undefined) return { objects: devices().map(drawn) };
        const found = devices().find(({ objectId }) => objectId === id);
        if (found) return { objects: [drawn(found)] };
        throw new PsError(
          `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
          'InvalidOperation: ({ DeviceId = }:<>f__AnonymousType2) [Get-MgDevice_Get], Exception',
          'Request_ResourceNotFound,Microsoft.Graph.PowerShell.Cmdlets.GetMgDevice_Get',
        );
      },
    },
  ];
}

const said = (is: boolean | null): string => (is === null ? '' : is ? 'True' : 'False');
const drawn = (device: GraphDevice): PsObject => [
  { name: 'Id', value: device.objectId },
  { name: 'AccountEnabled', value: said(device.isEnabled) },
  { name: 'DeviceId', value: device.deviceId },
  { name: 'DisplayName', value: device.name },
  { name: 'IsCompliant', value: said(device.isCompliant) },
  { name: 'OperatingSystem', value: device.os },
  { name: 'OperatingSystemVersion', value: device.osVersion },
  { name: 'ProfileType', value: device.registeredAt === null ? '' : 'RegisteredDevice' },
  { name: 'RegistrationDateTime', value: device.registeredAt === null ? '' : usMoment(device.registeredAt) },
  { name: 'TrustType', value: trustTypes[device.joinType] ?? '' },
];
