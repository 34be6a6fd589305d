import { mobilityUrls, otherDiscoveryUrl } from '../../../../shared/identity/words.ts';
import { isInMdmScope } from '../../identity/user-token.ts';
import type { Block } from './block.ts';
import { isEntraJoined, type Terminal } from '../terminal.ts';

const registration = 'https://enterpriseregistration.windows.net';
const registrationId = 'urn:ms-drs:enterpriseregistration.windows.net';

/** JSON with the addresses of the service that roams settings, in Base64: the same for every tenant. Source: the page's sample. */
const settingsUrl =
  'eyJVcmlzIjpbImh0dHBzOi8va2FpbGFuaS5vbmUubWljcm9zb2Z0LmNvbS8iLCJodHRwczovL2thaWxhbmkxLm9uZS5taWNyb3NvZnQuY29tLyJdfQ==';

export function tenantDetails({ facts }: Terminal): Block | undefined {
  if (!isEntraJoined(facts)) return undefined;
  const { tenant } = facts;
  const guid = tenant.tenant_guid;
  const login = `https://login.microsoftonline.com/${guid}/oauth2`;
  return {
    title: 'Tenant Details',
    fields: [
      ['TenantName', tenant.name],
      ['TenantId', guid],
      ['Idp', 'login.windows.net'],
      ['AuthCodeUrl', `${login}/authorize`],
      ['AccessTokenUrl', `${login}/token`],
      ...mdmUrls(facts),
      ['SettingsUrl', settingsUrl],
      ['JoinSrvVersion', '1.0'],
      ['JoinSrvUrl', `${registration}/EnrollmentServer/device/`],
      ['JoinSrvId', registrationId],
      ['KeySrvVersion', '1.0'],
      ['KeySrvUrl', `${registration}/EnrollmentServer/key/`],
      ['KeySrvId', registrationId],
      ['WebAuthNSrvVersion', '1.0'],
      ['WebAuthNSrvUrl', `${registration}/webauthn/${guid}/`],
      ['WebAuthNSrvId', registrationId],
      ['DeviceManagementSrvVer', '1.0'],
      ['DeviceManagementSrvUrl', `${registration}/manage/${guid}/`],
      ['DeviceManagementSrvId', registrationId],
    ],
  };
}

/** Filled when the user is in the MDM scope, which does not prove that the device is enrolled; empty when not. */
function mdmUrls(facts: Terminal['facts']): [string, string][] {
  const isInScope = isInMdmScope(facts);
  const isChanged = facts.setting('mdmUrls') === 'changed';
  const { terms, discovery, compliance } = mobilityUrls;
  return [
    ['MdmUrl', !isInScope ? '' : isChanged ? otherDiscoveryUrl(facts.tenant.domain) : discovery],
    ['MdmTouUrl', isInScope ? terms : ''],
    ['MdmComplianceUrl', isInScope ? compliance : ''],
  ];
}
