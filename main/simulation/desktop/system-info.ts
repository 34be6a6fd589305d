import { day, formatConsole } from '../../../shared/time.ts';
import { drawBetween, drawWeighted } from '../kernel/draw.ts';
import { offsetAt } from '../kernel/zone.ts';
import { hexOf } from '../kernel/identifiers.ts';
import { switchOf } from './parse.ts';
import { domainController } from '../kernel/hosts.ts';
import { answer, isInDomain, type Command, type Terminal } from './terminal.ts';
import { grouped } from './words.ts';

/** Memory, processors and firmware are not part of the simulated device, so they are drawn. Shares are assumed. */
const memories = [
  { gigabytes: 8, weight: 20 },
  { gigabytes: 16, weight: 60 },
  { gigabytes: 32, weight: 20 },
] as const;
const processors = [
  { name: 'Intel64 Family 6 Model 154 Stepping 4 GenuineIntel ~1700 Mhz', weight: 40 },
  { name: 'Intel64 Family 6 Model 186 Stepping 3 GenuineIntel ~1800 Mhz', weight: 40 },
  { name: 'AMD64 Family 25 Model 68 Stepping 1 AuthenticAMD ~2700 Mhz', weight: 20 },
] as const;

export const systemInfo: Record<string, Command> = {
  systeminfo: {
    usage: 'systeminfo',
    about: 'Shows Windows, model, memory, domain and the last start.',
    run: (terminal, { args }) => {
      if (args.some((word) => switchOf(word) === 's')) return answer('ERROR: Access is denied.', 1);
      if (args.length > 0) return answer(`ERROR: Invalid argument/option - '${args[0]!}'.`, 1);
      return answer(report(terminal));
    },
  },
};

function report(terminal: Terminal): string {
  const { facts, local, now, zone } = terminal;
  const { device, model, site, seed, tenant } = facts;
  const toLocal = local - now;
  const inDomain = isInDomain(facts);
  const totalMb = drawWeighted(seed, 'memory', device.id, 0, memories).gigabytes * 1024 - 340;
  const freeMb = Math.floor(
    (totalMb * drawBetween(seed, 'memoryFree', device.id, Math.floor(now / 300), 250, 600)) / 1000,
  );
  const offset = offsetAt(zone, now);
  const isServer = device.platform === 'windowsServer';
  const kind = isServer ? 'Server' : 'Workstation';
  const lines: [string, string][] = [
    ['Host Name', device.name],
    ['OS Name', `Microsoft ${device.os}`],
    ['OS Version', `${device.os_version.split('.').slice(0, 3).join('.')} N/A Build ${device.os_build}`],
    ['OS Manufacturer', 'Microsoft Corporation'],
    ['OS Configuration', inDomain ? `Member ${kind}` : `Standalone ${kind}`],
    ['OS Build Type', 'Multiprocessor Free'],
    ['Registered Owner', terminal.user.display_name],
    ['Registered Organization', device.ownership === 'corporate' ? tenant.name : 'N/A'],
    ['Product ID', productId(seed, device.id)],
    ['Original Install Date', formatConsole(installedAt(terminal) + toLocal)],
    ['System Boot Time', formatConsole(device.booted_at + toLocal)],
    ['System Manufacturer', model.manufacturer],
    ['System Model', model.name],
    ['System Type', 'x64-based PC'],
    [
      'Processor(s)',
      `1 Processor(s) Installed.\n${' '.repeat(27)}[01]: ${drawWeighted(seed, 'processor', device.id, 0, processors).name}`,
    ],
    ['Windows Directory', 'C:\\WINDOWS'],
    ['System Directory', 'C:\\WINDOWS\\system32'],
    ['Boot Device', '\\Device\\HarddiskVolume1'],
    ['System Locale', 'en-us;English (United States)'],
    ['Input Locale', 'en-us;English (United States)'],
    ['Time Zone', `(UTC${offset < 0 ? '-' : '+'}${clock(offset)}) ${zone.name}`],
    ['Total Physical Memory', `${grouped(totalMb)} MB`],
    ['Available Physical Memory', `${grouped(freeMb)} MB`],
    ['Domain', inDomain ? site.domain : 'WORKGROUP'],
    ['Logon Server', inDomain ? `\\\\${domainController(site.netbios_domain)}` : `\\\\${device.name.toUpperCase()}`],
  ];
  return ['', ...lines.map(([label, value]) => `${`${label}:`.padEnd(27)}${value}`)].join('\n');
}

const clock = (offset: number): string => {
  const minutes = Math.floor((offset < 0 ? -offset : offset) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

/** The form of a volume license's product id. */
const productId = (seed: number, deviceId: number): string => {
  const digits = hexOf(seed, 'id.product', deviceId, 2).replace(/[a-f]/g, (letter) =>
    String(letter.charCodeAt(0) - 97),
  );
  return `00329-${digits.slice(0, 5)}-${digits.slice(5, 10)}-AA${digits.slice(10, 13)}`;
};

/** Windows was set up a day before the first service heard of the device; without any record, a year before its last start. Assumed. */
function installedAt({ facts }: Terminal): number {
  const { intune, entra, ad, device } = facts;
  const known = [intune?.enrolled_at, entra?.registered_at, ad?.created_at].flatMap((at) =>
    at === undefined ? [] : [at],
  );
  if (known.length === 0) return device.booted_at - 365 * day;
  return known.reduce((first, at) => (at < first ? at : first)) - day;
}
