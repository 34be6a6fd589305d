import type { PrerequisiteItem } from '../../../shared/views-cloud.ts';
import { joinTypeLabels } from '../../../shared/device.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { gatewayBlock } from '../../simulation/attach/gateway.ts';
import type { Facts } from '../../simulation/change.ts';
import { isGatewayChannel, policyChannel } from '../../simulation/comanagement/policy.ts';
import { enrolmentCauses, tokenOf } from '../../simulation/comanagement/enrolment-causes.ts';
import { ouOf } from '../../simulation/identity/entra-connect.ts';
import { factsOf } from '../facts.ts';
import { itemOf, put, type Requirement } from './requirement.ts';

/** What one device needs, by the truth of the device: the lab's knowledge, as a person at the device could find it out. */
const both = ['comanagement', 'internetDevices'] as const;

export function devicePrerequisites(db: Db, deviceId: number): PrerequisiteItem[] {
  const facts = factsOf(db, deviceId);
  const { now } = labRow(db);
  const { device } = facts;
  const isComputer = device.platform === 'windows' || device.platform === 'windowsServer';
  const platform: Requirement = {
    id: 'platform',
    scope: 'device',
    label: 'Windows client operating system',
    ok: device.platform === 'windows',
    met: `${device.os} can be co-managed.`,
    unmet:
      device.platform === 'windowsServer'
        ? 'A server cannot be co-managed. It can be attached to the tenant.'
        : `${device.os} cannot be co-managed; Configuration Manager does not manage it.`,
    fix: null,
    neededFor: both,
  };
  const requirements = isComputer ? [platform, client(facts)] : [platform];
  if (device.platform === 'windows') {
    requirements.push(windowsVersion(facts), joined(facts));
    requirements.push(...(isInternetPath(facts) ? internet(facts, now) : existing(facts)));
    requirements.push(...enrolment(facts));
  }
  return requirements.map(itemOf);
}

/** Path 2: joined to Entra ID alone, or about to be. */
const isInternetPath = ({ device }: Facts): boolean => device.join_type === 'entra' || device.power === 'oobe';

function client(facts: Facts): Requirement {
  const { device } = facts;
  const isComing = isInternetPath(facts);
  return {
    id: 'client',
    scope: 'device',
    label: 'Configuration Manager client',
    ok: device.client_version !== null,
    met: `Version ${device.client_version}.`,
    unmet: isComing
      ? 'No client yet: Intune delivers it once the device is enrolled.'
      : 'No client: the site knows the computer at most from discovery.',
    fix: isComing
      ? 'Intune admin center: assign the Co-management settings policy or the app ccmsetup.msi.'
      : 'Configuration Manager console > Assets and Compliance > Devices > Install Client.',
    ...(isComing && facts.setting('clientDelivery') === 'none' ? { setting: put('clientDelivery', 'app') } : {}),
    neededFor: isComing ? ['internetDevices'] : ['tenantAttach', 'comanagement'],
  };
}

const oldestBuild = 16_299;
const windowsVersion = ({ device }: Facts): Requirement => ({
  id: 'windowsVersion',
  scope: 'device',
  label: 'Windows 10 1709 or later',
  ok: device.os_build >= oldestBuild,
  met: `${device.os}, ${device.os_version}.`,
  unmet: `${device.os_version} enrolls with 0x80070032.`,
  fix: 'Upgrade Windows.',
  neededFor: both,
});

function joined(facts: Facts): Requirement {
  const { device, entra, join } = facts;
  const isJoined = device.join_type === 'hybrid' || device.join_type === 'entra';
  const isPending = isJoined && entra?.registration_state === 'pending';
  const unmet: Record<string, string> = {
    domain:
      join?.code == null
        ? 'Domain joined, and not registered with Microsoft Entra ID yet.'
        : `Domain joined; the last try to register ended with ${join.code}.`,
    registered: 'Only registered (a work account was added): that is not supported for co-management.',
    workgroup:
      device.power === 'oobe'
        ? 'In its box: it joins Microsoft Entra ID in the out-of-box experience.'
        : 'In a workgroup.',
  };
  return {
    id: 'joinType',
    scope: 'device',
    label: 'Microsoft Entra joined or hybrid joined',
    ok: isJoined && !isPending,
    met: joinTypeLabels[device.join_type],
    unmet: isPending
      ? 'Joined as the device sees it, and Pending in Microsoft Entra ID: its object was made anew.'
      : (unmet[device.join_type] ?? joinTypeLabels[device.join_type]),
    fix: isPending
      ? 'dsregcmd /leave in an elevated prompt, then restart.'
      : device.join_type === 'domain'
        ? 'Let it register: service connection point, sync scope and line of sight below.'
        : device.power === 'oobe'
          ? 'Unpack it: its user signs in with the account of the company.'
          : 'Join the device to Microsoft Entra ID.',
    neededFor: both,
  };
}

/** Path 1: a computer of the domain. */
function existing(facts: Facts): Requirement[] {
  const { device, ad, user, presence, cloud } = facts;
  const target = String(device.id);
  const isHybrid = device.join_type === 'hybrid';
  const unit = ad === undefined ? null : ouOf(ad.distinguished_name);
  const isSelected = cloud.enroll === 'all' || (cloud.enroll === 'pilot' && facts.isMember(cloud.enroll_collection_id));
  const scp = facts.setting('deviceScp', target);
  const forest = facts.setting('scp');
  const named = scp === 'none' ? forest : scp;
  const requirements: Requirement[] = isHybrid
    ? []
    : [
        {
          id: 'autoRegister',
          scope: 'device',
          label: 'Client setting: automatically register with Microsoft Entra ID',
          ok: facts.clientSetting('autoRegister') === 'on',
          met: 'The client settings that apply to the device say Yes.',
          unmet: 'The client settings that apply to the device say No: nothing happens, and no error shows.',
          fix: 'Configuration Manager console > Administration > Client Settings > Cloud Services: Yes, in the settings that win for this device.',
          setting: put('autoRegister', 'on'),
          neededFor: ['comanagement'],
        },
        {
          id: 'deviceJoinTask',
          scope: 'device',
          label: 'Task Automatic-Device-Join',
          ok: facts.setting('deviceJoinTask', target) === 'on',
          met: 'It runs every hour and at each sign-in.',
          unmet: 'It is disabled.',
          fix: 'At the device: Task Scheduler > Microsoft > Windows > Workplace Join > Automatic-Device-Join: enable.',
          setting: put('deviceJoinTask', 'on', target),
          neededFor: ['comanagement'],
        },
        {
          id: 'lineOfSight',
          scope: 'device',
          label: 'Line of sight to a domain controller',
          ok: presence?.nextOn('intranet', 0) !== undefined,
          met: 'The device is in the office or on the VPN at times.',
          unmet: 'The device is never on the network of the company, so the join ends before it begins.',
          fix: 'Bring it to the office or give its user a VPN.',
          neededFor: ['comanagement'],
        },
        {
          id: 'deviceScp',
          scope: 'device',
          label: 'Service connection point that the device reads',
          ok: named === 'ownTenant',
          met:
            scp === 'none'
              ? 'That of the forest, which names this tenant.'
              : 'The targeted one in its registry names this tenant.',
          unmet:
            named === 'none'
              ? 'It finds none (0x801c001d).'
              : scp === 'wrongTenant'
                ? 'The one in its registry names another tenant and wins over the forest (0x801c003a).'
                : 'The one of the forest names another tenant (0x801c003a).',
          fix:
            scp === 'wrongTenant'
              ? 'Remove HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD, or the Group Policy that writes it.'
              : 'Microsoft Entra Connect > Configure device options: write the service connection point.',
          setting: scp === 'wrongTenant' ? put('deviceScp', 'none', target) : put('scp', 'ownTenant'),
          neededFor: ['comanagement'],
        },
      ];
  if (unit !== null)
    requirements.push({
      id: 'ouInSync',
      scope: 'device',
      label: 'Organizational unit in the scope of Entra Connect',
      ok: facts.setting('ouInSync', unit) === 'on',
      met: `${unit} is in scope.`,
      unmet: `${unit} is out of scope, so its computers have no object in Microsoft Entra ID.`,
      fix: 'Microsoft Entra Connect > Customize synchronization options > Domain and OU filtering: select the unit.',
      setting: put('ouInSync', 'on', unit),
      neededFor: ['comanagement'],
    });
  requirements.push({
    id: 'selected',
    scope: 'device',
    label: 'Automatic enrollment includes the device',
    ok: isSelected || device.is_mdm_enrolled === 1,
    met: device.is_mdm_enrolled === 1 ? 'It is enrolled already.' : 'It is selected.',
    unmet:
      cloud.comanagement_at === null
        ? 'Co-management is not enabled.'
        : cloud.enroll === 'none'
          ? 'Automatic enrollment is None.'
          : 'Automatic enrollment is Pilot, and the device is not in the collection Intune Auto Enrollment.',
    fix: 'Configuration Manager console > Administration > Cloud Services > Cloud Attach: automatic enrollment All, or put the device into the collection.',
    neededFor: ['comanagement'],
  });
  if (user)
    requirements.push({
      id: 'workplaceJoin',
      scope: 'device',
      label: 'No work account added besides',
      ok: facts.setting('deviceWorkplaceJoin', target) === 'none',
      met: 'Microsoft Entra ID has one object of the device.',
      unmet: 'The user added a work account before the join: two objects stand for one device.',
      fix: 'Settings > Accounts > Access work or school: disconnect the account; prevent it with BlockAADWorkplaceJoin.',
      setting: put('deviceWorkplaceJoin', 'none', target),
      neededFor: ['comanagement'],
    });
  return requirements;
}

/** Path 2: what the device meets on its way to the gateway. */
function internet(facts: Facts, now: number): Requirement[] {
  const { device, autopilot, user } = facts;
  const target = String(device.id);
  const isClient = device.client_version !== null;
  const channel = policyChannel(facts);
  const block = gatewayBlock(facts, now, isClient ? 'policy' : 'install');
  const lacksRoot = block?.name === 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA';
  return [
    {
      id: 'autopilot',
      scope: 'device',
      label: 'Registered for Windows Autopilot',
      ok: autopilot !== undefined,
      met: `Serial number ${device.serial_number}.`,
      unmet: 'Not registered: it can be set up by hand, and gets the client only as an app.',
      fix: 'Intune admin center > Devices > Enrollment > Windows > Windows Autopilot devices > Import its hardware hash.',
      neededFor: ['internetDevices'],
    },
    {
      id: 'user',
      scope: 'device',
      label: 'A user for the device',
      ok: user !== undefined,
      met: user?.upn ?? '',
      unmet: 'Nobody is there to sign in.',
      fix: 'Intune admin center > Windows Autopilot devices > Assign user.',
      neededFor: ['internetDevices'],
    },
    ...(isClient && channel !== undefined && !isGatewayChannel(channel.channel)
      ? []
      : [
          {
            id: 'gateway',
            scope: 'device',
            label: 'Way through the cloud management gateway',
            ok: block === null,
            met: 'The gateway takes the device.',
            unmet:
              block === null
                ? ''
                : `${block.why} (${[block.code, block.name].filter((text) => text !== null).join(', ')})`,
            fix: lacksRoot
              ? 'Deploy the root certificate to the device, or use a certificate of a public CA.'
              : 'See the part of the gateway that is named; prereqs without a device lists them all.',
            ...(lacksRoot ? { setting: put('deviceGatewayTrust', 'ok', target) } : {}),
            neededFor: ['internetDevices'],
          } as const,
        ]),
  ];
}

type CauseFix = {
  label: string;
  unmet: string;
  fix: string;
  setting: string;
  value: string;
  of: 'device' | 'user' | 'all';
};
const causeFixes: Readonly<Record<string, CauseFix>> = {
  mdmBlocked: {
    label: 'MDM enrollment allowed at the device',
    unmet: 'A Group Policy blocks it (0x80180026).',
    fix: 'Group Policy: Computer Configuration > Administrative Templates > Windows Components > MDM > Disable MDM Enrollment: Not Configured.',
    setting: 'deviceMdmBlock',
    value: 'ok',
    of: 'device',
  },
  legacyAgent: {
    label: 'No old Intune PC agent',
    unmet: 'The old agent is installed and blocks MDM (0x80180026).',
    fix: 'Uninstall the old agent at the device.',
    setting: 'deviceMdmBlock',
    value: 'ok',
    of: 'device',
  },
  oldCertificate: {
    label: 'No rest of a former enrollment',
    unmet: 'A certificate of a former account is left (0x8007064C).',
    fix: 'At the device: delete the certificate of Sc_Online_Issuing and HKLM\\SOFTWARE\\Microsoft\\OnlineManagement.',
    setting: 'deviceStaleEnrolment',
    value: 'ok',
    of: 'device',
  },
  otherUser: {
    label: 'Not enrolled by somebody else',
    unmet: 'Another user enrolled it (0x8018000A).',
    fix: 'At the device: Settings > Accounts > Access work or school: disconnect the other account.',
    setting: 'deviceStaleEnrolment',
    value: 'ok',
    of: 'device',
  },
  proxy: {
    label: 'Way to Microsoft Entra ID and Intune',
    unmet: 'The proxy needs a user, the system account has none (0xCAA70004).',
    fix: 'Proxy: allow the endpoints for the computer account.',
    setting: 'deviceNetwork',
    value: 'ok',
    of: 'device',
  },
  dns: {
    label: 'Names of Microsoft Entra ID and Intune',
    unmet: 'They are not resolved (0x80192EE7).',
    fix: 'Put DNS at the device right.',
    setting: 'deviceNetwork',
    value: 'ok',
    of: 'device',
  },
  timeout: {
    label: 'Connection to Microsoft Entra ID and Intune',
    unmet: 'It times out (0x80192EE2).',
    fix: 'Firewall: allow the endpoints.',
    setting: 'deviceNetwork',
    value: 'ok',
    of: 'device',
  },
  keysetMissing: {
    label: 'Key of the device in its TPM',
    unmet: 'The keyset is missing (0x80090016).',
    fix: 'Clear the TPM, then dsregcmd /leave and restart.',
    setting: 'deviceTpm',
    value: 'ok',
    of: 'device',
  },
  fips: {
    label: 'TPM not in FIPS mode',
    unmet: 'It is in FIPS mode (0x80280036).',
    fix: 'Firmware: disable FIPS mode of the TPM.',
    setting: 'deviceTpm',
    value: 'ok',
    of: 'device',
  },
  tpmFull: {
    label: 'Memory of the TPM',
    unmet: 'It is full (0x82AA0008).',
    fix: 'Clear the TPM.',
    setting: 'deviceTpm',
    value: 'ok',
    of: 'device',
  },
  grantFailed: {
    label: 'Device token granted',
    unmet: 'The grant fails (0xCAA20003).',
    fix: 'dsregcmd /leave and restart, so that the device registers anew.',
    setting: 'deviceToken',
    value: 'ok',
    of: 'device',
  },
  objectDisabled: {
    label: 'Object in Microsoft Entra ID enabled',
    unmet: 'It is disabled, so no token is issued.',
    fix: 'Microsoft Entra admin center > Devices > All devices: enable it.',
    setting: 'deviceEntraObject',
    value: 'ok',
    of: 'device',
  },
  objectDeleted: {
    label: 'Object in Microsoft Entra ID is the one of the device',
    unmet: 'It was deleted and made anew.',
    fix: 'dsregcmd /leave in an elevated prompt, then restart.',
    setting: 'deviceEntraObject',
    value: 'ok',
    of: 'device',
  },
  mfaEnforced: {
    label: 'Per-user MFA not enforced',
    unmet: 'Enforced MFA breaks the token of the user (0x8018002A).',
    fix: 'Microsoft Entra admin center > Users > Per-user MFA: Enabled instead of Enforced.',
    setting: 'mfaEnforced',
    value: 'off',
    of: 'user',
  },
  noPremium: {
    label: 'Microsoft Entra ID P1 or P2',
    unmet: 'Without it there is no automatic enrollment.',
    fix: 'Buy Microsoft Entra ID P1 or P2.',
    setting: 'entraLicence',
    value: 'p1',
    of: 'all',
  },
  outOfScope: {
    label: 'User in the MDM user scope',
    unmet: 'The MDM user scope leaves the user out (0x8018002B).',
    fix: 'Microsoft Entra admin center > Mobility > Microsoft Intune > MDM user scope: include the user.',
    setting: 'mdmUserScope',
    value: 'all',
    of: 'all',
  },
  suffixUnverified: {
    label: 'Verified UPN suffix of the user',
    unmet: 'The UPN suffix cannot be verified (0x8018002B).',
    fix: 'Active Directory: give the user a verified UPN suffix; run a sync cycle.',
    setting: 'verifiedUpnSuffix',
    value: 'on',
    of: 'user',
  },
  urlsChanged: {
    label: 'MDM discovery URL',
    unmet: 'It was changed (0x8000FFFF).',
    fix: 'Microsoft Entra admin center > Mobility > Microsoft Intune: Restore default MDM URLs.',
    setting: 'mdmUrls',
    value: 'default',
    of: 'all',
  },
  authorityUnset: {
    label: 'MDM authority',
    unmet: 'It is not set.',
    fix: 'Intune admin center: choose Microsoft Intune.',
    setting: 'mdmAuthority',
    value: 'intune',
    of: 'all',
  },
  windowsBlocked: {
    label: 'Windows allowed by the default restriction',
    unmet: 'Windows (MDM) is blocked (0x80180014).',
    fix: 'Intune admin center > Devices > Enrollment > Device platform restriction > Default: allow Windows (MDM).',
    setting: 'windowsEnrollment',
    value: 'allow',
    of: 'all',
  },
  versionBlocked: {
    label: 'Windows version allowed by the default restriction',
    unmet: 'Windows is older than the minimum (0x80180014).',
    fix: 'Upgrade Windows, or lower the minimum version in the default restriction.',
    setting: 'windowsMinimumVersion',
    value: 'none',
    of: 'all',
  },
  userUnlicensed: {
    label: 'Intune license of the user',
    unmet: 'The user has none (0x80180018).',
    fix: 'Microsoft 365 admin center > Users > Active users > Licenses and apps: assign Microsoft Intune.',
    setting: 'intuneLicence',
    value: 'on',
    of: 'user',
  },
  serviceMissing: {
    label: 'Service dmwappushservice',
    unmet: 'It is missing (0x80180023 with 0x800706D9).',
    fix: 'Restore the service key in the registry, restart.',
    setting: 'deviceProvisioning',
    value: 'ok',
    of: 'device',
  },
};

/** Causes that would stand against an enrollment, with the token that the device would use: its own on path 1, a user's on path 2. */
function enrolment(facts: Facts): Requirement[] {
  const token = isInternetPath(facts) ? 'user' : tokenOf(facts);
  return enrolmentCauses.flatMap(({ id, token: only, stands }): Requirement[] => {
    const known = causeFixes[id];
    if (!known || (only !== undefined && only !== token)) return [];
    // Whoever unpacks a computer answers the second factor.
    const ok = !stands(facts) || (id === 'mfaEnforced' && isInternetPath(facts));
    const target =
      known.of === 'all' ? null : known.of === 'user' ? (facts.user?.upn ?? null) : String(facts.device.id);
    return [
      {
        id,
        scope: 'device',
        label: known.label,
        ok,
        met: 'In order.',
        unmet: known.unmet,
        fix: known.fix,
        setting: put(known.setting, known.value, target),
        neededFor: [isInternetPath(facts) ? 'internetDevices' : 'comanagement'],
      },
    ];
  });
}
