import { isInMdmScope } from '../../identity/user-token.ts';
import type { Block } from './block.ts';
import { hexOf } from '../../kernel/identifiers.ts';
import { isEntraJoined, type Terminal } from '../terminal.ts';

const registration = 'https://enterpriseregistration.windows.net';
const registrationId = 'urn:ms-drs:enterpriseregistration.windows.net';

export function tenantDetails({ facts }: Terminal): Block | undefined {
  if (!isEntraJoined(facts)) return undefined;
  const { tenant, seed } = facts;
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
      ['SettingsUrl', hexOf(seed, 'id.settings', 0, 8)],
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
  // Whoever changed the discovery URL entered that of another MDM; which one is assumed.
  const isChanged = facts.setting('mdmUrls') === 'changed';
  const discovery = isChanged
    ? `https://mdm.${facts.tenant.domain}/enrollmentserver/discovery.svc`
    : 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc';
  return [
    ['MdmUrl', isInScope ? discovery : ''],
    ['MdmTouUrl', isInScope ? 'https://portal.manage.microsoft.com/TermsofUse.aspx' : ''],
    ['MdmComplianceUrl', isInScope ? 'https://portal.manage.microsoft.com/?portalAction=Compliance' : ''],
  ];
}
