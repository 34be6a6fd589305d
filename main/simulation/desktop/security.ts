import { systemProxy } from './dsreg/proxy.ts';
import { applyGroupPolicy } from './group-policy.ts';
import { firewallRule } from '../../../shared/settings/device.ts';
import { day, formatConsole } from '../../../shared/time.ts';
import { denied, own, setOwn } from './elevated.ts';
import { guidFor, thumbprint } from '../kernel/identifiers.ts';
import { switchOf } from './parse.ts';
import { answer, isEntraJoined, isInDomain, type Answer, type Command, type Terminal } from './terminal.ts';

type Certificate = { issuer: string; subject: string; hash: string; until: number | null };

/** Certificates of the computer that join, enrollment and client put into its personal store. */
function certificatesOf(terminal: Terminal): Certificate[] {
  const { facts } = terminal;
  const { seed, device, intune, entra, site } = facts;
  const found: Certificate[] = [];
  const add = (purpose: string, issuer: string, subject: string, until: number | null): void =>
    void found.push({ issuer, subject, hash: thumbprint(seed, purpose, device.id).toLowerCase(), until });
  if (isEntraJoined(facts))
    add(
      'id.deviceCertificate',
      'MS-Organization-Access',
      guidFor(seed, 'id.entraDevice', device.id),
      // Ten years, of 365 days, as dsregcmd shows them within a few days.
      entra ? entra.registered_at + 3652 * day : null,
    );
  if (device.is_mdm_enrolled === 1)
    add(
      'id.mdmCertificate',
      'Microsoft Intune MDM Device CA',
      guidFor(seed, 'id.intuneDevice', device.id),
      intune?.certificate_expires_at ?? null,
    );
  if (device.client_version !== null)
    add('id.smsCertificate', 'SMS Signing Certificate', `SMS, ${device.name}.${site.domain}`, null);
  if (own(terminal, 'deviceStaleEnrollment') === 'certificate')
    add('id.oldEnrollment', 'Sc_Online_Issuing', guidFor(seed, 'id.oldEnrollment', device.id), null);
  return found;
}

const finished = (command: string): string => `CertUtil: -${command} command completed successfully.`;

export const security: Record<string, Command> = {
  certutil: {
    usage: 'certutil -store My | -delstore My HASH-OR-ISSUER | -addstore Root FILE',
    about: 'Shows, removes and imports certificates of the computer.',
    run: (terminal, { args }) => {
      const verb = switchOf(args[0] ?? '');
      const [, store = '', what] = args;
      if (verb === 'store') return listStore(terminal, store);
      if (verb === 'delstore' && store.toLowerCase() === 'my' && what !== undefined) {
        if (!terminal.isElevated) return denied();
        const wanted = what.toLowerCase();
        const found = certificatesOf(terminal).find(
          ({ hash, issuer }) => hash === wanted || issuer.toLowerCase() === wanted,
        );
        if (!found) return answer('CertUtil: -delstore command FAILED: 0x80090011 (Object was not found.)', 1);
        if (found.issuer !== 'Sc_Online_Issuing')
          return answer(
            'Refused: this certificate is in use. Leave, disconnect or uninstall what it belongs to (a rule of the lab).',
            1,
          );
        return setOwn(terminal, 'deviceStaleEnrollment', 'ok', `Deleting Certificate 0\n${finished('delstore')}`);
      }
      if (verb === 'addstore' && store.toLowerCase() === 'root' && what !== undefined)
        return setOwn(
          terminal,
          'deviceGatewayTrust',
          'ok',
          `Root "Trusted Root Certification Authorities"\n${finished('addstore')}`,
        );
      return answer('Usage: certutil -store My | -delstore My HASH-OR-ISSUER | -addstore Root FILE', 1);
    },
  },
  tpmtool: {
    usage: 'tpmtool getdeviceinformation',
    about: 'Shows the TPM.',
    run: (terminal, { args }) => {
      if ((args[0] ?? '').toLowerCase() !== 'getdeviceinformation')
        return answer('Usage: tpmtool getdeviceinformation', 1);
      const state = own(terminal, 'deviceTpm');
      return answer(
        [
          '',
          '-TPM Present: True',
          '-TPM Version: 2.0',
          `-Is Initialized: True`,
          `-Ready For Storage: ${state === 'ok' ? 'True' : 'False'}`,
          `-Is Capable For Attestation: ${state === 'ok' ? 'True' : 'False'}`,
          `-Ready For Attestation: ${state === 'ok' ? 'True' : 'False'}`,
          ...(state === 'fips' ? ['-FIPS Mode: True'] : []),
          ...(state === 'keysetMissing' ? ['-Storage Root Key: missing (0x80090016)'] : []),
          ...(state === 'outOfMemory' ? ['-Key Storage: out of memory'] : []),
        ].join('\n'),
      );
    },
  },
  powershell: {
    usage: 'powershell Get-Tpm | Clear-Tpm',
    about: 'Runs one of the cmdlets Get-Tpm and Clear-Tpm.',
    run: (terminal, { args }) => {
      const cmdlet = args
        .filter((word) => switchOf(word) === undefined)
        .join(' ')
        .trim()
        .toLowerCase();
      const state = own(terminal, 'deviceTpm');
      if (!['get-tpm', 'clear-tpm'].includes(cmdlet))
        return answer(`The lab knows the cmdlets Get-Tpm and Clear-Tpm, not "${cmdlet}".`, 1);
      if (!terminal.isElevated)
        return answer(`${cmdlet} : Administrator privilege is required to execute this command.`, 1);
      const report = (isReady: boolean): string =>
        ['', 'TpmPresent                : True', `TpmReady                  : ${isReady ? 'True' : 'False'}`].join(
          '\n',
        );
      if (cmdlet === 'get-tpm') return answer(report(state === 'ok'));
      // Clearing makes new keys; a mode of the firmware it does not change.
      return state === 'fips' ? answer(report(false)) : setOwn(terminal, 'deviceTpm', 'ok', report(true));
    },
  },
  netsh: {
    usage:
      'netsh winhttp show proxy | winhttp reset proxy | interface ip set dns name="…" source=dhcp | advfirewall firewall show rule name=all | advfirewall firewall delete rule name="…"',
    about: 'Shows and sets proxy, name servers and firewall of the system.',
    run: (terminal, { args }) => netsh(terminal, args),
  },
  nslookup: {
    usage: 'nslookup NAME',
    about: 'Asks the name server for an address.',
    run: (terminal, { args }) => {
      const [name] = args;
      if (name === undefined) return answer('Usage: nslookup NAME', 1);
      if (own(terminal, 'deviceNetwork') === 'dns')
        return answer(
          `DNS request timed out.\n    timeout was 2 seconds.\n*** Can't find ${name}: No response from server`,
          1,
        );
      if (terminal.place === 'internet' && name.toLowerCase().endsWith(terminal.facts.site.domain.toLowerCase()))
        return answer(`*** Can't find ${name}: Non-existent domain`, 1);
      return answer(`Non-authoritative answer:\nName:    ${name}`);
    },
  },
  gpupdate: {
    usage: 'gpupdate [/force]',
    about: 'Applies Group Policy again.',
    run: (terminal) => {
      if (!isInDomain(terminal.facts)) return answer('Updating policy...\n\nThis computer belongs to no domain.', 1);
      if (terminal.place === 'internet')
        return answer(
          'Updating policy...\n\nComputer policy could not be updated successfully: there is no connectivity to a domain controller.',
          1,
        );
      return answer(
        'Updating policy...\n\nComputer Policy update has completed successfully.\nUser Policy update has completed successfully.',
        0,
        applyGroupPolicy(terminal.facts, terminal.now),
      );
    },
  },
};

function listStore(terminal: Terminal, store: string): Answer {
  if (store.toLowerCase() !== 'my')
    return answer(`${store === '' ? 'CA' : store}\n${finished('store')}\nThe lab lists the store My only.`);
  const { local, now } = terminal;
  const blocks = certificatesOf(terminal).map(({ issuer, subject, hash, until }, index) =>
    [
      `================ Certificate ${index} ================`,
      `Issuer: CN=${issuer}`,
      ...(until === null ? [] : [` NotAfter: ${formatConsole(until + (local - now))}`]),
      `Subject: CN=${subject}`,
      `Cert Hash(sha1): ${hash}`,
      '',
    ].join('\n'),
  );
  return answer(['My "Personal"', ...blocks, finished('store')].join('\n'));
}

function netsh(terminal: Terminal, args: readonly string[]): Answer {
  const line = args.join(' ').toLowerCase();
  const network = own(terminal, 'deviceNetwork');
  const proxy = systemProxy(terminal);
  if (line === 'winhttp show proxy')
    return answer(
      proxy !== undefined
        ? `Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  ${proxy}\n    Bypass List     :  (none)`
        : 'Current WinHTTP proxy settings:\n\n    Direct access (no proxy server).',
    );
  if (line === 'winhttp reset proxy' || line.startsWith('winhttp set proxy'))
    return cure(terminal, 'proxy', 'Current WinHTTP proxy settings:\n\n    Direct access (no proxy server).');
  if (/^interface (ip|ipv4) set (dns|dnsservers) /.test(line) && /\b(source=)?dhcp\b/.test(line))
    return cure(terminal, 'dns', '');
  if (line.startsWith('advfirewall firewall show rule'))
    return answer(
      network === 'timeout'
        ? `Rule Name:  ${firewallRule}\nDirection:  Out\nRemoteIP:   enterpriseregistration.windows.net\nAction:     Block\nOk.`
        : 'No rules match the specified criteria.',
      network === 'timeout' ? 0 : 1,
    );
  if (line.startsWith('advfirewall firewall delete rule')) {
    if (!line.includes(firewallRule.toLowerCase()) || network !== 'timeout')
      return answer('No rules match the specified criteria.', 1);
    return cure(terminal, 'timeout', 'Deleted 1 rule(s).\nOk.');
  }
  return answer('The following command was not found: netsh ' + args.join(' ') + '.', 1);
}

/** Mends the way to the registration service if this is what is wrong with it. */
const cure = (terminal: Terminal, wrong: string, said: string): Answer => {
  if (!terminal.isElevated) return answer('The requested operation requires elevation (Run as administrator).', 1);
  return own(terminal, 'deviceNetwork') === wrong ? setOwn(terminal, 'deviceNetwork', 'ok', said) : answer(said);
};
