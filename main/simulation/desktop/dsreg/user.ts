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
  isEntraJoined(terminal.facts) &&
  !isLocalAdministrator(terminal) &&
  prtFailure(terminal) === undefined &&
  prtUpdatedAt(terminal) !== undefined;

/** Whether a policy asks for Windows Hello for Business. Only Intune carries one in this lab. */
export const isHelloPolicyOn = ({ facts }: Pick<Terminal, 'facts'>): boolean =>
  isEntraJoined(facts) && facts.device.is_mdm_enrolled === 1;

/** Whether the person set up Windows Hello; seven in ten did where policy and token allow it. Assumed. */
export const hasHello = (terminal: Terminal): boolean =>
  hasPrt(terminal) &&
  isHelloPolicyOn(terminal) &&
  drawChance(terminal.facts.seed, 'hello', terminal.facts.device.id, terminal.user.id, 700);

/** `CONTOSO\\anna.berg, anna.berg@contoso.com`. */
export const executingAccount = ({ account, user }: Terminal): string =>
  [`${account.authority}\\${account.name}`, ...(user.upn === '' ? [] : [user.upn])].join(', ');

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
      ...(isPresent && updatedAt !== undefined
        ? ([
            ['AzureAdPrtUpdateTime', utcMoment(updatedAt)],
            ['AzureAdPrtExpiryTime', utcMoment(updatedAt + prtLifetime)],
          ] as const)
        : []),
      ['AzureAdPrtAuthority', isEntraJoined(facts) ? authority : 'NO'],
      ...(failure ? prtDiagnostics(terminal, failure, `${authority}/oauth2/token/`, updatedAt ?? terminal.now) : []),
      ['EnterprisePrt', 'NO'],
      ['EnterprisePrtAuthority', isEntraJoined(facts) ? '' : 'NO'],
      // No cloud Kerberos trust is simulated, so nothing gives a ticket for on-premises resources.
      ...(isEntraJoined(facts)
        ? ([
            ['OnPremTgt', 'NO'],
            ['CloudTgt', yesNo(isPresent)],
          ] as const)
        : []),
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

/** People are signed in again so long after a restart. Assumed. */
const signInSeconds = 90;

/**
 * The latest token: at a sign-in, which is when the device came on, after a restart or by hand, and every four hours of use,
 * for which people unlock it (assumed). Undefined when there was none of these since the device was registered: only a
 * registered device gets a token. Whoever joins a device in the out-of-box experience signs in with it.
 */
function prtUpdatedAt({ facts, now }: Terminal): number | undefined {
  const { seed, device, presence, entra, join } = facts;
  const known = entra?.registered_at ?? 0;
  const registered = join?.stage === 'registered' && join.since > known ? join.since : known;
  const phase = drawBetween(seed, 'prtPhase', device.id, 0, 0, prtRenewal - 1);
  const slot = phase + Math.floor((now - phase) / prtRenewal) * prtRenewal;
  const cameBack = presence?.latest('internet', now)?.start;
  const moments = [
    ...(presence?.isOn('internet', slot) === true ? [slot] : []),
    // Signing in takes a moment after the network is there. Assumed.
    ...(cameBack === undefined ? [] : [cameBack + (draw(seed, 'signIn', device.id, cameBack) % 40) + 10]),
    device.booted_at + signInSeconds,
    ...(join?.stage === 'registered' && join.attempted_at !== null && join.attempted_at > join.since
      ? [join.attempted_at]
      : []),
    ...(device.join_type === 'entra' ? [registered + signInSeconds] : []),
  ].filter((moment) => moment >= registered && moment <= now);
  return moments.length === 0 ? undefined : moments.reduce((latest, moment) => (moment > latest ? moment : latest));
}
