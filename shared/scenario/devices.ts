import { drawer, known, type Report } from './report.ts';
import type { ScenarioShape } from './shape.ts';

/** Population groups and cast devices: what they name must exist, and what they claim must be possible in real life. */

/** The join, enrollment and client of a device have to be possible in real life; the same for a group and for one device. */
function checkManagement(
  device: Pick<ScenarioShape['population'][number], 'join' | 'client' | 'enrolled' | 'supervised'>,
  platform: string,
  base: (string | number)[],
  report: Report,
): void {
  const isWindows = platform === 'windows' || platform === 'windowsServer';
  if (!isWindows && device.client) report([...base, 'client'], 'expected false: the client exists for Windows only');
  if (!isWindows && device.join !== 'registered' && device.join !== 'workgroup')
    report([...base, 'join'], 'expected registered or workgroup on this platform');
  if (platform === 'windowsServer' && device.enrolled)
    report([...base, 'enrolled'], 'expected false: servers do not enroll in Intune');
  if (device.supervised && platform !== 'ios')
    report([...base, 'supervised'], 'expected false: only iOS and iPadOS are supervised');
  if (device.enrolled && device.client && device.join !== 'hybrid' && device.join !== 'entra') {
    report([...base, 'join'], 'expected hybrid or entra: other devices cannot be co-managed');
  }
  if (device.enrolled && isWindows && device.join === 'domain')
    report([...base, 'join'], 'expected hybrid, entra or registered for an enrolled device');
}

export function checkPopulation(scenario: ScenarioShape, index: number, report: Report): void {
  const group = scenario.population[index]!;
  const base = ['population', index];
  const models = new Map(scenario.models.map((model) => [model.name, model.platform]));
  const builds = new Map(scenario.osBuilds.map((build) => [build.name, build.platform]));
  const kinds = new Set([...scenario.presence.map(({ kind }) => kind), drawer]);
  const offices = new Set(scenario.offices.map(({ name }) => name));
  const platform = models.get(Object.keys(group.models)[0] ?? '') ?? 'windows';
  for (const name of Object.keys(group.models)) {
    const path = [...base, 'models', name];
    if (!models.has(name)) report(path, known(name, 'one of the models', models.keys()));
    else if (models.get(name) !== platform)
      report(path, `expected a model for ${platform}, like the first of the group`);
  }
  for (const name of Object.keys(group.osBuilds)) {
    const path = [...base, 'osBuilds', name];
    if (!builds.has(name)) report(path, known(name, 'one of the osBuilds', builds.keys()));
    else if (builds.get(name) !== platform)
      report(path, `expected a build for ${platform}, like the models of the group`);
  }
  for (const name of Object.keys(group.presence)) {
    if (!kinds.has(name)) report([...base, 'presence', name], known(name, 'a kind of presence', kinds));
  }
  for (const name of Object.keys(group.offices ?? {})) {
    if (!offices.has(name)) report([...base, 'offices', name], known(name, 'one of the offices', offices));
  }
  if (group.offices && group.users !== 'none')
    report([...base, 'offices'], 'expected no offices: a device with a person is where the person is');
  if (group.deviceName.includes('{given}') && group.users === 'none')
    report([...base, 'deviceName'], 'expected no {given}: these devices have no person');
  if (group.newInBox && (group.enrolled || group.client))
    report([...base, 'newInBox'], 'expected false: a device in its box is neither enrolled nor has it a client');
  checkManagement(group, platform, base, report);
}

export function checkCast(scenario: ScenarioShape, index: number, report: Report): void {
  const device = scenario.cast.devices[index]!;
  const base = ['cast', 'devices', index];
  const model = scenario.models.find(({ name }) => name === device.model);
  const build = scenario.osBuilds.find(({ name }) => name === device.osBuild);
  const kind = scenario.presence.find((entry) => entry.kind === device.presence);
  const upns = [...scenario.administrators, ...scenario.cast.users].map(({ upn }) => upn);
  const has = (upn: string): boolean => upns.some((other) => other.toLowerCase() === upn.toLowerCase());
  if (!model)
    report(
      [...base, 'model'],
      known(
        device.model,
        'one of the models',
        scenario.models.map(({ name }) => name),
      ),
    );
  if (!build)
    report(
      [...base, 'osBuild'],
      known(
        device.osBuild,
        'one of the osBuilds',
        scenario.osBuilds.map(({ name }) => name),
      ),
    );
  if (model && build && model.platform !== build.platform)
    report([...base, 'osBuild'], `expected a build for ${model.platform}, like the model`);
  if (build && device.osVersion !== undefined && !build.versions.some(({ version }) => version === device.osVersion)) {
    report(
      [...base, 'osVersion'],
      known(
        device.osVersion,
        `a version of ${build.name}`,
        build.versions.map(({ version }) => version),
      ),
    );
  }
  const offices = scenario.offices.map(({ name }) => name);
  if (!offices.includes(device.office))
    report([...base, 'office'], known(device.office, 'one of the offices', offices));
  for (const key of ['user', 'primaryUser'] as const) {
    const upn = device[key];
    if (upn !== undefined && !has(upn)) report([...base, key], known(upn, 'an administrator or a cast user', upns));
  }
  if (device.presence !== drawer) {
    if (!kind)
      report(
        [...base, 'presence'],
        known(device.presence, 'a kind of presence', [...scenario.presence.map((entry) => entry.kind), drawer]),
      );
    else if (device.presenceVariant >= kind.variants)
      report([...base, 'presenceVariant'], `expected at most ${kind.variants - 1}`);
  } else if (device.lastOnDaysAgo === undefined && device.power !== 'oobe' && (device.enrolled || device.client)) {
    report([...base, 'lastOnDaysAgo'], 'expected a number of days: a managed device in a drawer was on once');
  }
  if (device.orphan && device.enrolled) report([...base, 'orphan'], 'expected false: an enrolled device is no orphan');
  if (device.orphan && device.lastOnDaysAgo === undefined)
    report([...base, 'lastOnDaysAgo'], 'expected the days since the last check-in of an orphaned record');
  if (device.userRestartsInDays !== undefined && device.pendingRebootDays === undefined)
    report([...base, 'userRestartsInDays'], 'expected only beside pendingRebootDays');
  if (device.silentWipe && !device.enrolled)
    report([...base, 'silentWipe'], 'expected only for a device with enrolled: true');
  if (device.silentWipe && device.silentWipe.deliveredHoursAgo > device.silentWipe.orderedHoursAgo) {
    report([...base, 'silentWipe', 'deliveredHoursAgo'], 'expected at most orderedHoursAgo');
  }
  if (model) {
    const isPc = model.platform === 'windows' || model.platform === 'windowsServer';
    if (isPc && !/^[A-Za-z0-9-]{1,15}$/.test(device.name))
      report([...base, 'name'], 'expected at most 15 letters, digits or hyphens, as Windows has it');
    checkManagement(device, model.platform, base, report);
  }
}
