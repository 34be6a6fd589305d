import { joinTypeLabels } from '../../../shared/contract/device-words.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { enrolling, sentenceOf, withCode, type Condition } from '../../../shared/settings/condition.ts';
import { conditionAt, conditionOf } from '../../../shared/settings/conditions.ts';
import type { PrerequisiteItem } from '../../../shared/prerequisites/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { gatewayBlock } from '../../simulation/site/gateway.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { isGatewayChannel, policyChannel } from '../../simulation/comanagement/policy.ts';
import { enrollmentCauses, tokenOf, type EnrollmentCause } from '../../simulation/enrollment/causes.ts';
import { ouOf } from '../../../shared/identity/units.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { against, itemOf, put, requirementOf, type Requirement } from './requirement.ts';

/** What one device needs, by the truth of the device: the lab's knowledge, as a person at the device could find it out. */
export function devicePrerequisites(db: Db, deviceId: number): PrerequisiteItem[] {
  const facts = factsOfNamed(db, deviceId);
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
    neededFor: enrolling,
  };
  const requirements = isComputer ? [platform, client(facts)] : [platform];
  if (device.platform === 'windows') {
    requirements.push(windowsVersion(facts), joined(facts));
    requirements.push(...(isInternetPath(facts) ? internet(facts, now) : existing(facts)));
    requirements.push(...enrollment(facts));
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
      ? conditionOf('clientDelivery', 'none').fix
      : 'Configuration Manager console > Assets and Compliance > Devices > Install Client.',
    ...(isComing && facts.setting('clientDelivery') === 'none' ? { setting: put('clientDelivery', 'app') } : {}),
    neededFor: isComing ? ['internetDevices'] : ['tenantAttach', 'comanagement'],
  };
}

const tooOld = enrollmentCauses.find(({ id }) => id === 'windowsTooOld')!;
const windowsVersion = (facts: Facts): Requirement => ({
  id: 'windowsVersion',
  scope: 'device',
  label: 'Windows 10 1709 or later',
  ok: !tooOld.stands(facts),
  met: `${facts.device.os}, ${facts.device.os_version}.`,
  unmet: `${facts.device.os_version} enrolls with ${tooOld.code}.`,
  fix: 'Upgrade Windows.',
  neededFor: enrolling,
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
      ? conditionOf('deviceEntraObject', 'deleted').fix
      : device.join_type === 'domain'
        ? 'Let it register: service connection point, sync scope and line of sight below.'
        : device.power === 'oobe'
          ? 'Unpack it: its user signs in with the account of the company.'
          : 'Join the device to Microsoft Entra ID.',
    neededFor: enrolling,
  };
}

const atDevice = (requirement: Requirement): Requirement => ({ ...requirement, scope: 'device' });
const own = (facts: Facts, id: string): Requirement => {
  const target = String(facts.device.id);
  return requirementOf(settingById.get(id)!, facts.setting(id, target), target);
};

/** Path 1: a computer of the domain. */
function existing(facts: Facts): Requirement[] {
  const { device, ad, user } = facts;
  const beforeJoin =
    device.join_type === 'hybrid'
      ? []
      : [
          atDevice(requirementOf(settingById.get('autoRegister')!, facts.clientSetting('autoRegister'))),
          own(facts, 'deviceJoinTask'),
          lineOfSight(facts),
          servicePoint(facts),
        ];
  return [
    ...beforeJoin,
    ...(ad === undefined ? [] : [inScope(facts, ouOf(ad.distinguished_name))]),
    selected(facts),
    ...(user ? [own(facts, 'deviceWorkplaceJoin')] : []),
  ];
}

const lineOfSight = ({ presence }: Facts): Requirement => ({
  id: 'lineOfSight',
  scope: 'device',
  label: 'Line of sight to a domain controller',
  ok: presence?.nextOn('intranet', 0) !== undefined,
  met: 'The device is in the office or on the VPN at times.',
  unmet: 'The device is never on the network of the company, so the join ends before it begins.',
  fix: 'Bring it to the office or give its user a VPN.',
  neededFor: ['comanagement'],
});

/** The registry's service connection point wins over the one of the forest. */
function servicePoint(facts: Facts): Requirement {
  const target = String(facts.device.id);
  const targeted = facts.setting('deviceScp', target);
  const condition = targeted === 'none' ? conditionAt('scp', facts.setting('scp')) : conditionAt('deviceScp', targeted);
  return {
    id: 'deviceScp',
    scope: 'device',
    label: 'Service connection point that the device reads',
    ok: condition === undefined,
    met:
      targeted === 'none'
        ? 'That of the forest, which names this tenant.'
        : 'The targeted one in its registry names this tenant.',
    ...against(condition, targeted === 'none' ? null : target),
    ...(targeted === 'none' && condition ? { unmet: withCode(sentenceOf(condition), condition.code) } : {}),
    neededFor: ['comanagement'],
  };
}

const inScope = (facts: Facts, unit: string): Requirement => ({
  id: 'ouInSync',
  scope: 'device',
  label: 'Organizational unit in the scope of Entra Connect',
  ok: facts.setting('ouInSync', unit) === 'on',
  met: `${unit} is in scope.`,
  ...against(conditionOf('ouInSync', 'off'), unit),
  unmet: `${unit} is out of scope. ${against(conditionOf('ouInSync', 'off')).unmet}`,
  neededFor: ['comanagement'],
});

function selected(facts: Facts): Requirement {
  const { device, cloud } = facts;
  const isSelected = cloud.enroll === 'all' || (cloud.enroll === 'pilot' && facts.isMember(cloud.enroll_collection_id));
  return {
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
  };
}

/** Path 2: what the device meets on its way to the gateway. */
function internet(facts: Facts, now: number): Requirement[] {
  const { device, autopilot, user } = facts;
  const target = String(device.id);
  const isClient = device.client_version !== null;
  const channel = policyChannel(facts);
  const block = gatewayBlock(facts, now, isClient ? 'policy' : 'install');
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
            ...against(block?.condition, block?.condition.setting === 'deviceGatewayTrust' ? target : null),
            unmet:
              block === null
                ? ''
                : `${block.why} (${[block.code, block.name].filter((text) => text !== null).join(', ')})`,
            neededFor: ['internetDevices'],
          } as const,
        ]),
  ];
}

/** Causes that would stand against an enrollment, with the token that the device would use: its own on path 1, a user's on path 2. */
function enrollment(facts: Facts): Requirement[] {
  const isInternet = isInternetPath(facts);
  const token = isInternet ? 'user' : tokenOf(facts);
  return enrollmentCauses.flatMap((cause): Requirement[] => {
    if (cause.token !== undefined && cause.token !== token) return [];
    const said = cause.condition ? standingBy(facts, cause.condition, cause.code) : leftOut(cause);
    if (!said) return [];
    return [
      {
        id: cause.id,
        scope: 'device',
        // Whoever unpacks a computer answers the second factor.
        ok: !cause.stands(facts) || (cause.id === 'mfaEnforced' && isInternet),
        met: 'In order.',
        ...said,
        neededFor: [isInternet ? 'internetDevices' : 'comanagement'],
      },
    ];
  });
}

type Said = Pick<Requirement, 'label' | 'unmet' | 'fix' | 'setting'>;
function standingBy({ device, user }: Facts, condition: Condition, code: string): Said {
  const { target } = settingById.get(condition.setting)!;
  const whose = { device: String(device.id), user: user?.upn ?? null, ou: null }[target ?? 'ou'];
  return { label: condition.label, ...against({ ...condition, code }, whose) };
}

/** Scope, group and membership together decide; a device that is too old is named above. */
const leftOut = ({ id, code }: EnrollmentCause): Said | undefined =>
  id === 'outOfScope'
    ? {
        label: 'User in the MDM user scope',
        ...against({ ...conditionOf('mdmUserScope', 'none'), unmet: 'The MDM user scope leaves the user out.', code }),
      }
    : undefined;
