import { day } from '../../../shared/time.ts';
import { draw, drawBetween } from '../kernel/draw.ts';
import { macAddress } from '../kernel/identifiers.ts';
import { switchOf } from './parse.ts';
import { answer, isInDomain, type Command, type Terminal } from './terminal.ts';
import { longDateAndTime } from './words.ts';

type Line = readonly [label: string, value: string];
type Adapter = { title: string; short: Line[]; all: Line[] };

/**
 * Addresses follow from device and place. Ranges are assumed: an office has 10.<16 + office>.0.0/16, the VPN hands out
 * 172.20.0.0/16, and a home router 192.168.178.0/24. Leases: eight days in the office (the default of Windows Server's DHCP),
 * a day at home (assumed).
 */
const officeLease = 8 * day;
const homeLease = day;

export const network: Record<string, Command> = {
  ipconfig: {
    usage: 'ipconfig [/all]',
    about: 'Shows the network addresses of the device.',
    run: (terminal, { args }) => {
      const words = args.map((word) => switchOf(word) ?? word);
      const [first] = words;
      if (first === 'release' || first === 'renew') {
        return answer('Refused: without its lease the device would drop out of this session (a rule of the lab).', 1);
      }
      if (first === 'flushdns') {
        return answer('\nWindows IP Configuration\n\nSuccessfully flushed the DNS Resolver Cache.');
      }
      if (words.length > 1 || (first !== undefined && first !== 'all')) {
        return answer(`Error: unrecognized or incomplete command line.\n\nUSAGE: ipconfig [/all]`, 1);
      }
      return answer(report(terminal, first === 'all'));
    },
  },
};

function report(terminal: Terminal, isFull: boolean): string {
  const { facts } = terminal;
  const suffix = isInDomain(facts) ? facts.site.domain : '';
  const host: Line[] = [
    ['Host Name', facts.device.name],
    ['Primary Dns Suffix ', suffix],
    ['Node Type', 'Hybrid'],
    ['IP Routing Enabled', 'No'],
    ['WINS Proxy Enabled', 'No'],
    ...(suffix ? [['DNS Suffix Search List', suffix] as const] : []),
  ];
  const adapters = adaptersOf(terminal).flatMap(({ title, short, all }) => [
    '',
    `${title}:`,
    '',
    ...lines(isFull ? all : short),
  ]);
  return ['', 'Windows IP Configuration', '', ...(isFull ? lines(host) : []), ...adapters].join('\n');
}

function adaptersOf(terminal: Terminal): Adapter[] {
  const { facts, place } = terminal;
  const { seed, device } = facts;
  const hostPart = `${drawBetween(seed, 'ip.third', device.id, 0, 1, 250)}.${drawBetween(seed, 'ip.fourth', device.id, 0, 10, 250)}`;
  if (place === 'office') {
    const net = `10.${16 + (device.office_id % 200)}`;
    const site = {
      address: `${net}.${hostPart}`,
      mask: '255.255.0.0',
      gateway: `${net}.0.1`,
      dhcp: `${net}.0.10`,
      dns: `${net}.0.10`,
    };
    return [physical(terminal, { ...site, suffix: facts.site.domain, lease: officeLease })];
  }
  const router = '192.168.178.1';
  const home = `192.168.178.${drawBetween(seed, 'ip.home', device.id, 0, 20, 200)}`;
  const atHome = {
    address: home,
    mask: '255.255.255.0',
    gateway: router,
    dhcp: router,
    dns: router,
    suffix: '',
    lease: homeLease,
  };
  if (place === 'internet') return [physical(terminal, atHome)];
  const title = `PPP adapter ${facts.tenant.name} VPN`;
  const vpn: Line[] = [
    ['Connection-specific DNS Suffix ', facts.site.domain],
    ['IPv4 Address', `172.20.${hostPart}`],
    ['Subnet Mask', '255.255.255.255'],
    ['Default Gateway', ''],
  ];
  const [dnsSuffix, address, mask, gateway] = vpn as [Line, Line, Line, Line];
  const all: Line[] = [
    dnsSuffix,
    ['Description', `${facts.tenant.name} VPN`],
    ['Physical Address', ''],
    ['DHCP Enabled', 'No'],
    ['Autoconfiguration Enabled', 'Yes'],
    [address[0], `${address[1]}(Preferred)`],
    mask,
    gateway,
    ['DNS Servers', '10.16.0.10'],
    ['NetBIOS over Tcpip', 'Enabled'],
  ];
  return [{ title, short: vpn, all }, physical(terminal, atHome)];
}

type Link = {
  address: string;
  mask: string;
  gateway: string;
  dhcp: string;
  dns: string;
  suffix: string;
  lease: number;
};

/** The one adapter in use: a cable at a desktop or server, radio everywhere else. */
function physical(terminal: Terminal, link: Link): Adapter {
  const { facts, now, local } = terminal;
  const { seed, device, model, presence } = facts;
  const isWired = model.form === 'desktop' || model.form === 'server';
  const title = isWired ? 'Ethernet adapter Ethernet' : 'Wireless LAN adapter Wi-Fi';
  const onSince = presence?.latest('internet', now)?.start ?? device.booted_at;
  const firstAt = onSince > device.booted_at ? onSince : device.booted_at;
  // A lease is renewed when half of it has passed.
  const obtained = firstAt + Math.floor((now - firstAt) / (link.lease / 2)) * (link.lease / 2);
  const toLocal = local - now;
  const mac = macAddress(seed, isWired ? 'mac.wired' : 'mac.radio', device.id);
  const common: Line[] = [['Connection-specific DNS Suffix ', link.suffix]];
  const ipv6 = `fe80::${[0, 1, 2, 3].map((word) => (draw(seed, 'ip.six', device.id, word) & 0xffff).toString(16)).join(':')}%${isWired ? 5 : 12}`;
  return {
    title,
    short: [
      ...common,
      ['Link-local IPv6 Address', ipv6],
      ['IPv4 Address', link.address],
      ['Subnet Mask', link.mask],
      ['Default Gateway', link.gateway],
    ],
    all: [
      ...common,
      ['Description', isWired ? 'Gigabit Ethernet Controller' : 'Wi-Fi 6E 160MHz Adapter'],
      ['Physical Address', mac],
      ['DHCP Enabled', 'Yes'],
      ['Autoconfiguration Enabled', 'Yes'],
      ['Link-local IPv6 Address', `${ipv6}(Preferred)`],
      ['IPv4 Address', `${link.address}(Preferred)`],
      ['Subnet Mask', link.mask],
      ['Lease Obtained', longDateAndTime(obtained + toLocal)],
      ['Lease Expires', longDateAndTime(obtained + link.lease + toLocal)],
      ['Default Gateway', link.gateway],
      ['DHCP Server', link.dhcp],
      ['DNS Servers', link.dns],
      ['NetBIOS over Tcpip', 'Enabled'],
    ],
  };
}

/** `   Host Name . . . . . . . . . . . . : NAME`: a dot in every second place up to the colon. */
const lines = (pairs: readonly Line[]): string[] =>
  pairs.map(([label, value]) => {
    let text = label;
    while (text.length < 33) text += text.length % 2 === 0 ? '.' : ' ';
    return `   ${text} : ${value}`.trimEnd();
  });
