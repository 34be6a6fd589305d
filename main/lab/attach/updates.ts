import type { Scenario } from '../../../shared/scenario/scenario.ts';
import { parseIso } from '../../../shared/time.ts';
import type { AttachedDeviceView } from '../../../shared/attach/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { embeddedScenario } from '../scenario/source.ts';

type Update = AttachedDeviceView['softwareUpdates'][number];

const scenarios = new WeakMap<Db, { hash: string; scenario: Scenario }>();
/** The scenario of the lab, read once; a reset to another lab's checkpoint would bring another text. */
function scenarioOf(db: Db): Scenario {
  const { scenario_hash: hash, scenario_text: text } = labRow(db);
  let known = scenarios.get(db);
  if (known?.hash !== hash) scenarios.set(db, (known = { hash, scenario: embeddedScenario(text) }));
  return known.scenario;
}

/** `10.0.26100.9168` → `26100.9168`, as it stands in brackets behind the title of a cumulative update. */
const shortOf = (version: string): string => version.split('.').slice(2).join('.');
const revisionOf = (version: string): number => Number(version.split('.').at(-1));

/**
 * What the site's update scan finds applicable: a cumulative update that waits for a restart, one that is out and not installed
 * yet, and the one in force. Updates that Intune manages are never shown. Source: tenant attach, software updates.
 */
export function softwareUpdatesOf(db: Db, facts: Facts, now: number): Update[] {
  const { device } = facts;
  if (facts.clientSetting('softwareUpdates') !== 'on') return [];
  const build = scenarioOf(db).osBuilds.find(
    ({ build: number, platform }) => number === device.os_build && platform === device.platform,
  );
  const releases = (build?.versions ?? []).flatMap(({ version, released }) => {
    const at = parseIso(`${released}T00:00:00Z`) ?? parseIso(released) ?? 0;
    return at <= now ? [{ version, at }] : [];
  });
  const row = (version: string, state: string, released: number): Update => ({
    article: shortOf(version),
    title: `Cumulative Update for ${device.os} (${shortOf(version)})`,
    state,
    released,
  });
  const releasedAt = (version: string, otherwise: number): number =>
    releases.find((known) => known.version === version)?.at ?? otherwise;
  const updates: Update[] = [];
  const pending = device.pending_os_version;
  if (pending !== null)
    updates.push(row(pending, 'Non-compliant', releasedAt(pending, device.pending_reboot_since ?? now)));
  const newest = Math.max(revisionOf(device.os_version), pending === null ? 0 : revisionOf(pending));
  for (const { version, at } of releases)
    if (revisionOf(version) > newest) updates.push(row(version, 'Non-compliant', at));
  updates.push(row(device.os_version, 'Compliant', releasedAt(device.os_version, device.booted_at)));
  return updates.sort((a, b) => b.released - a.released || (a.article < b.article ? 1 : -1));
}
