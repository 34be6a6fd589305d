import { enrollmentErrors } from '../enrollment/errors.ts';
import { codeFamilies, twins } from './code-families.ts';

/** A code as it stands in a line of a log, explained: what Windows calls it, what it says, what to do. */
export type LogCode = {
  code: string;
  decimal: number;
  name: string;
  meaning: string;
  /** Trying again gets over it; null where nobody says. */
  transient: boolean | null;
  remedy: string;
};
type Row = readonly [code: string, name: string, meaning: string, remedy: string];

/** Codes that logs show beside those of an enrollment: of the join, of the connection, of a client's setup. */
const rows: readonly Row[] = [
  [
    '0x0000054b',
    'ERROR_NO_SUCH_DOMAIN',
    'The domain does not exist, or none of its controllers can be reached.',
    'Bring the device into the network of the domain, or connect its VPN.',
  ],
  [
    '0x8007000d',
    'ERROR_INVALID_DATA',
    'The answer was not what was asked for. In a join, a proxy answered with a page of its own.',
    'Let the computer account reach the registration endpoints past the proxy.',
  ],
  [
    '0x80070057',
    'E_INVALIDARG',
    'The parameter is incorrect.',
    'Read the lines before this one: they say what was asked of whom.',
  ],
  [
    '0x80070002',
    'ERROR_FILE_NOT_FOUND',
    'What was looked for is not there. In a join, Active Directory holds no service connection point.',
    'Write the service connection point of the forest.',
  ],
  [
    '0x80070667',
    'ERROR_INVALID_COMMAND_LINE',
    'Windows Installer does not understand the command line (1639): a wrong switch, or quotation marks that are not straight.',
    'Write the command line anew, with straight quotation marks.',
  ],
  ['0x80070070', 'ERROR_DISK_FULL', 'There is not enough space on the disk.', 'Free space on the system drive.'],
  [
    '0x800705b4',
    'ERROR_TIMEOUT',
    'The time allowed ran out before the operation ended.',
    'Find what it waited for: the lines before this one name it.',
  ],
  [
    '0x80072ee2',
    'ERROR_INTERNET_TIMEOUT',
    'The server did not answer in time.',
    'Check firewall and proxy on the way to the server that the line names.',
  ],
  [
    '0x80072ee7',
    'ERROR_INTERNET_NAME_NOT_RESOLVED',
    'The name of the server could not be resolved.',
    'Check the DNS servers of the device, and the name.',
  ],
  [
    '0x80072f8f',
    'ERROR_INTERNET_SECURE_FAILURE',
    'The certificate of the server is not accepted: out of date, or of an authority that is not trusted.',
    'Renew the certificate, or distribute the root certificate of its authority.',
  ],
  [
    '0x801c000e',
    'DSREG_E_DEVICE_REGISTRATION_QUOTA_EXCCEEDED',
    'The user has joined as many devices as Microsoft Entra ID allows.',
    'Raise the limit of devices for each user, or delete records of devices that are gone.',
  ],
  [
    '0x801c001f',
    'DSREG_AUTOJOIN_DISC_WAIT_TIMEOUT',
    'Discovery of the registration service timed out.',
    'Let the computer account reach the registration endpoints.',
  ],
  [
    '0x801c003a',
    'DSREG_DISCOVERY_TENANT_NOT_FOUND',
    'The service connection point names a tenant that does not exist.',
    'Put azureADId and azureADName of the service connection point right.',
  ],
  [
    '0x801c03f3',
    'The device object is missing',
    'Microsoft Entra ID has no object for this device.',
    'Register the device for Autopilot again.',
  ],
];

const ofFamilies = codeFamilies.map(([code, name, meaning, passes]): LogCode => ({
  code,
  decimal: Number(code),
  name,
  meaning,
  // No page says it of any of them.
  transient: null,
  remedy:
    passes === 'passes'
      ? 'Wait for the next try: people find that it passes (assumed).'
      : 'Read the lines before this one: they say what was asked of whom.',
}));
const known: ReadonlyMap<string, LogCode> = withTwins(
  [
    ...rows.map(([code, name, meaning, remedy]): LogCode => ({
      code,
      decimal: Number(code),
      name,
      meaning,
      transient: null,
      remedy,
    })),
    ...ofFamilies,
    ...enrollmentErrors,
  ].map((entry): [string, LogCode] => [entry.code.toLowerCase(), entry]),
);

/** Adds the second number of each name, and says at both which of them stands where. */
function withTwins(entries: readonly [string, LogCode][]): Map<string, LogCode> {
  const all = new Map(entries);
  for (const [printed, header] of twins) {
    const entry = all.get(printed);
    if (!entry) throw new Error(`twins: no code ${printed}`);
    const says = (where: string): string =>
      `${entry.meaning} ${where} (logs, event logs and the dashboard print ${entry.code}; the header of Windows and the page of its constants ${header}).`;
    all.set(printed, { ...entry, meaning: says('The same name has two numbers') });
    all.set(header, {
      ...entry,
      code: header,
      decimal: Number(header),
      meaning: says('The other number of this name'),
    });
  }
  return all;
}

/**
 * What a code means, in hexadecimal with or without `0x`, or as a number, signed or not, as event logs and dashboards write it;
 * undefined for one that the lab does not know.
 */
export function findLogCode(typed: string): LogCode | undefined {
  const text = typed.trim().toLowerCase();
  const number = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  const ofNumber = number >= -(2 ** 31) && number < 2 ** 32 ? hexadecimal(number) : text;
  return known.get(ofNumber) ?? known.get(text) ?? known.get(`0x${text}`);
}
const hexadecimal = (number: number): string =>
  `0x${(number < 0 ? number + 2 ** 32 : number).toString(16).padStart(8, '0')}`;
