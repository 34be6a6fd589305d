import { civilFromDays, day, daysFromCivil, minute } from '../../../../shared/time.ts';
import { drawChance } from '../../kernel/draw.ts';
import { yesNo, type Block } from './block.ts';
import { entraDeviceId, guidFor, thumbprint } from '../../kernel/identifiers.ts';
import { isEntraJoined, isInDomain, type Terminal } from '../terminal.ts';
import { utcMoment } from '../words.ts';

export function deviceState({ facts }: Terminal): Block {
  const { device, site } = facts;
  const inDomain = isInDomain(facts);
  return {
    title: 'Device State',
    fields: [
      ['AzureAdJoined', yesNo(isEntraJoined(facts))],
      ['EnterpriseJoined', 'NO'],
      ['DomainJoined', yesNo(inDomain)],
      ...(inDomain ? [['DomainName', site.netbios_domain] as const] : []),
      ['Virtual Desktop', 'NOT SET'],
      ['Device Name', inDomain ? `${device.name}.${site.domain}` : device.name],
    ],
  };
}

/** The device exists in Entra ID and may be used. What the device itself believes can be otherwise. */
export const isKnownToEntra = ({ facts: { entra } }: Terminal): boolean =>
  entra?.is_enabled === 1 && entra.registration_state === 'registered';

export function deviceDetails(terminal: Terminal): Block | undefined {
  const { facts } = terminal;
  if (!isEntraJoined(facts)) return undefined;
  const { seed, device } = facts;
  return {
    title: 'Device Details',
    fields: [
      ['DeviceId', entraDeviceId(seed, device.id)],
      ['Thumbprint', thumbprint(seed, 'id.deviceCertificate', device.id)],
      ['DeviceCertificateValidity', certificateValidity(registeredAt(terminal))],
      ...keyFields(terminal),
      ['DeviceAuthStatus', deviceAuthStatus(terminal)],
    ],
  };
}

/** Asked of Entra ID at the moment of the command; a way that is blocked shows as an error. */
function deviceAuthStatus(terminal: Terminal): string {
  const { facts } = terminal;
  if (facts.setting('deviceNetwork', String(facts.device.id)) !== 'ok') return 'FAILED. ERROR';
  return isKnownToEntra(terminal) ? 'SUCCESS' : 'FAILED. Device is either disabled or deleted';
}

/** A person added a work account: on a device of their own, or before a domain-joined one was hybrid joined. */
export const isWorkplaceJoined = ({ facts }: Terminal): boolean =>
  facts.device.join_type === 'registered' ||
  facts.setting('deviceWorkplaceJoin', String(facts.device.id)) === 'registered';

/** A registered device has no device blocks of its own, but one for each work account that was added. */
export function workAccount(terminal: Terminal): Block | undefined {
  const { facts } = terminal;
  if (!isWorkplaceJoined(terminal)) return undefined;
  const { seed, device, tenant } = facts;
  const isOwn = device.join_type === 'registered';
  return {
    title: 'Work Account 1',
    fields: [
      ['WorkplaceDeviceId', isOwn ? entraDeviceId(seed, device.id) : guidFor(seed, 'id.workplaceDevice', device.id)],
      ['WorkplaceThumbprint', thumbprint(seed, isOwn ? 'id.deviceCertificate' : 'id.workplaceCertificate', device.id)],
      ['DeviceCertificateValidity', certificateValidity(registeredAt(terminal))],
      ...keyFields(terminal),
      ['WorkplaceIdp', 'login.windows.net'],
      ['WorkplaceTenantId', tenant.tenant_guid],
      ['WorkplaceTenantName', tenant.name],
      ['NgcSet', 'NO'],
    ],
  };
}

const registeredAt = ({ facts: { entra, device } }: Terminal): number => entra?.registered_at ?? device.booted_at;

function keyFields({ facts: { seed, device } }: Terminal): [string, string][] {
  // Windows 11 needs a TPM; of the older computers one in ten keeps its key in software (assumed).
  const isInTpm = device.os.includes('11') || !drawChance(seed, 'tpm', device.id, 0, 100);
  return [
    ['KeyContainerId', guidFor(seed, 'id.keyContainer', device.id)],
    ['KeyProvider', isInTpm ? 'Microsoft Platform Crypto Provider' : 'Microsoft Software Key Storage Provider'],
    ['TpmProtected', yesNo(isInTpm)],
  ];
}

/** Ten years, as in the documentation's sample, which begins half an hour before the day of its end. */
function certificateValidity(from: number): string {
  const days = Math.floor(from / day);
  const date = civilFromDays(days);
  const until = daysFromCivil({ ...date, year: date.year + 10 }) * day + (from - days * day);
  return `[ ${utcMoment(from)} -- ${utcMoment(until + 30 * minute)} ]`;
}
