import { minute } from '../../../shared/time.ts';
import { gatewayAddress, gatewayBlock } from '../site/gateway.ts';
import type { Facts } from '../kernel/change.ts';
import { diskFreeAt } from '../kernel/drift.ts';

/**
 * ccmsetup on a computer of the internet: the rules of its command line and what it meets. Facts: identity notes §5. Return codes
 * of ccmsetup: 0 success, 6 error, 7 restart required, 8 running already, 9 prerequisite, 10 manifest hash.
 */
export const longestCommandLine = 1024;
/** ccmsetup tries its source again every ten minutes, and gives up after a day (/retry and /downloadtimeout by default). */
export const setupRetrySeconds = 10 * minute;
export const setupTimeoutSeconds = 1440 * minute;
/** Download, installation and registration take 10 to 40 minutes. Assumed. */
export const setupSeconds = { from: 10 * minute, to: 40 * minute };

/** The client needs 500 MB of free disk. Source: prerequisites of clients. */
const neededDiskMb = 500;

export type SetupFault = {
  /** 1639 is Windows Installer's: ccmsetup never started. */
  exitCode: 6 | 9 | 1639;
  /** Of the call that failed; null where ccmsetup ends before it calls anybody. */
  code: string | null;
  http: number | null;
  name: string | null;
  /** The setting or part that is to be put right. */
  cause: string;
  why: string;
};

/** `CCMHOSTNAME=…` and the like of a command line, with or without the MSI property around them; names in capitals. */
function setupProperties(commandLine: string): ReadonlyMap<string, string> {
  const inner = /CCMSETUPCMD\s*=\s*"([^"]*)"/i.exec(commandLine)?.[1] ?? commandLine;
  return new Map(
    [...inner.matchAll(/([A-Za-z]+)=("[^"]*"|\S+)/g)].map(([, name, value]) => [
      name!.toUpperCase(),
      value!.replaceAll('"', ''),
    ]),
  );
}

/** Windows Installer takes only straight quotation marks around the value of a property: word processors make others of them. */
const typographic = /[\u201c\u201d\u201e\u201f\u2033]/;
export const isRefusedByInstaller = (commandLine: string): boolean => typographic.test(commandLine);

/** What is wrong with a command line for this site; null when it is as the Enablement tab gives it. */
export function commandLineFault(
  facts: Pick<Facts, 'tenant' | 'seed' | 'site' | 'setting'>,
  commandLine: string,
): string | null {
  const properties = setupProperties(commandLine);
  const host = properties.get('CCMHOSTNAME');
  const site = properties.get('SMSSITECODE');
  if (commandLine.trim() === '') return 'The command line is empty: CCMHOSTNAME and SMSSITECODE are always needed.';
  if (isRefusedByInstaller(commandLine))
    return 'The command line has typographic quotation marks, which Windows Installer does not understand (1639).';
  if (commandLine.length > longestCommandLine)
    return `The command line has ${commandLine.length} characters; more than ${longestCommandLine} make the installation fail.`;
  if (host === undefined) return 'CCMHOSTNAME is missing: the client knows no gateway.';
  if (site === undefined) return 'SMSSITECODE is missing: the client knows no site.';
  if (/^https?:\/\//i.test(host)) return 'CCMHOSTNAME is given without https://.';
  if (site.toUpperCase() === 'AUTO') return 'SMSSITECODE=AUTO does not go together with CCMHOSTNAME.';
  if (host.toUpperCase() !== gatewayAddress(facts).toUpperCase())
    return `CCMHOSTNAME is not the address of this gateway, ${gatewayAddress(facts)}.`;
  if (site.toUpperCase() !== facts.site.code.toUpperCase())
    return `SMSSITECODE is not the code of this site, ${facts.site.code}.`;
  return null;
}

/** What stands between this computer and a working client; null when an installation would succeed. */
export function setupFault(facts: Facts, now: number): SetupFault | null {
  const commandLine = facts.setting('clientCommandLine');
  const wrong = commandLineFault(facts, commandLine);
  if (wrong !== null)
    return {
      exitCode: isRefusedByInstaller(commandLine) ? 1639 : 6,
      code: null,
      http: null,
      name: null,
      cause: 'clientCommandLine',
      why: wrong,
    };
  if (diskFreeAt(facts.device, now) < neededDiskMb)
    return {
      exitCode: 9,
      code: '0x80070070',
      http: null,
      name: null,
      cause: 'disk',
      why: 'The disk is nearly full: the prerequisites of the client cannot be installed.',
    };
  const block = gatewayBlock(facts, now, 'install');
  if (!block) return null;
  const { code, http, name, part, why } = block;
  return { exitCode: 6, code, http, name, cause: part, why };
}
