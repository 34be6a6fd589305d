import { day, hour } from '../../../../shared/time.ts';
import { draw, drawBetween, drawChance } from '../../kernel/draw.ts';
import { canSignInToCloud } from '../../identity/user-token.ts';
import { isKnownToEntra, isWorkplaceJoined } from './device.ts';
import { yesNo, type Block } from './block.ts';
import { guidFor } from '../../kernel/identifiers.ts';
import { isEntraJoined, isLocalAdministrator, type Terminal } from '../terminal.ts';
import { utcMoment } from '../words.ts';

/** A primary refresh token is good for 14 days and renewed every four hours of use. Source: Entra documentation on the PRT. */
const prtLifetime = 14 * day;
const prtRenewal = 4 * hour;

/** Why this user has no primary refresh token here; undefined when there is one. Codes: Entra authentication error codes. */
function prtFailure(terminal: Terminal): { attempt: string; code: string; text: string } | undefined {
  const { facts, user } = terminal;
  if (!canSignInToCloud(facts, user)) {
    return {
      attempt: '0xc000006d',
      code: 'invalid_grant',
      text: 'AADSTS50034: The user account does not exist in the tenant.',
    };
  }
  if (user.is_enabled !== 1) {
    return { attempt: '0xc0000072', code: 'invalid_grant', text: 'AADSTS50057: The user account is disabled.' };
  }
  if (isKnownToEntra(terminal)) return undefined;
  return facts.entra?.is_enabled === 0
    ? {
        attempt: '0xc004844c',
        code: 'invalid_grant',
        text: 'AADSTS135011: The device used to authenticate is disabled.',
      }
    : { attempt: '0xc004844c', code: 'invalid_grant', text: 'AADSTS50155: The device could not be authenticated.' };
}

export const hasPrt = (terminal: Terminal): boolean =>
  isEntraJoined(terminal.facts) && !isLocalAdministrator(terminal) && prtFailure(terminal) === undefined;

/** Whether the person set up Windows Hello; seven in ten did where a token allows it. Assumed. */
export const hasHello = (terminal: Terminal): boolean =>
  hasPrt(terminal) && drawChance(terminal.facts.seed, 'hello', terminal.facts.device.id, terminal.user.id, 700);

export function userState(terminal: Terminal): Block {
  const { facts, user } = terminal;
  const isHelloSet = hasHello(terminal);
  const isWamSet = hasPrt(terminal) || isWorkplaceJoined(terminal);
  return {
    title: 'User State',
    fields: [
      ['NgcSet', yesNo(isHelloSet)],
      ...(isHelloSet
        ? ([
            ['NgcKeyId', `{${guidFor(facts.seed, 'id.ngcKey', user.id).toUpperCase()}}`],
            ['CanReset', 'DestructiveAndNonDestructive'],
          ] as const)
        : []),
      ['WorkplaceJoined', yesNo(isWorkplaceJoined(terminal))],
      ['WamDefaultSet', yesNo(isWamSet)],
      ...(isWamSet
        ? ([
            ['WamDefaultAuthority', 'organizations'],
            ['WamDefaultId', 'https://login.microsoft.com'],
            ['WamDefaultGUID', '{ B16898C6-A148-4967-9171-64D755DA8520 } (AzureAd)'],
          ] as const)
        : []),
    ],
  };
}

export function ssoState(terminal: Terminal): Block {
  const { facts } = terminal;
  const authority = `https://login.microsoftonline.com/${facts.tenant.tenant_guid}`;
  const failure = isEntraJoined(facts) && !isLocalAdministrator(terminal) ? prtFailure(terminal) : undefined;
  const isPresent = hasPrt(terminal);
  const updatedAt = prtUpdatedAt(terminal);
  return {
    title: 'SSO State',
    fields: [
      ['AzureAdPrt', yesNo(isPresent)],
      ...(isPresent
        ? ([
            ['AzureAdPrtUpdateTime', utcMoment(updatedAt)],
            ['AzureAdPrtExpiryTime', utcMoment(updatedAt + prtLifetime)],
          ] as const)
        : []),
      ['AzureAdPrtAuthority', isEntraJoined(facts) ? authority : ''],
      ...(failure ? prtDiagnostics(terminal, failure, `${authority}/oauth2/token/`, updatedAt) : []),
      ['EnterprisePrt', 'NO'],
      ['EnterprisePrtAuthority', ''],
      // No cloud Kerberos trust is simulated, so nothing gives a ticket for on-premises resources.
      ['OnPremTgt', 'NO'],
      ['CloudTgt', yesNo(isPresent)],
      ...(isPresent
        ? ([
            [
              'KerbTopLevelNames',
              '.windows.net,.windows.net:1433,.windows.net:3342,.azure.net,.azure.net:1433,.azure.net:3342',
            ],
          ] as const)
        : []),
    ],
  };
}

function prtDiagnostics(
  { facts, user }: Terminal,
  { attempt, code, text }: { attempt: string; code: string; text: string },
  endpoint: string,
  at: number,
): [string, string][] {
  return [
    ['AcquirePrtDiagnostics', 'PRESENT'],
    ['Previous Prt Attempt', utcMoment(at)],
    ['Attempt Status', attempt],
    ['User Identity', user.upn],
    ['Credential Type', 'Password'],
    ['Correlation ID', guidFor(facts.seed, 'id.correlation', user.id)],
    ['Endpoint URI', endpoint],
    ['HTTP Method', 'POST'],
    ['HTTP Error', '0x0'],
    ['HTTP status', '400'],
    ['Server Error Code', code],
    ['Server Error Description', text],
  ];
}

/** The latest renewal: every four hours while the device is on, else the moment it came back. */
function prtUpdatedAt({ facts, now }: Terminal): number {
  const { seed, device, presence } = facts;
  const phase = drawBetween(seed, 'prtPhase', device.id, 0, 0, prtRenewal - 1);
  const slot = phase + Math.floor((now - phase) / prtRenewal) * prtRenewal;
  if (presence?.isOn('internet', slot)) return slot;
  const cameBack = presence?.latest('internet', now)?.start ?? slot;
  // Signing in takes a moment after the network is there. Assumed.
  const signedIn = cameBack + (draw(seed, 'signIn', device.id, cameBack) % 40) + 10;
  return signedIn < now ? signedIn : now;
}
