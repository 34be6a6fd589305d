import type { InputParams } from '../../../shared/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ActivityEvents } from '../../../shared/activities/events.ts';
import type { CloudAttachRow } from '../../rows/attach.ts';
import type { UserRow } from '../../rows/identity.ts';
import { sentenceOf } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import type { Db } from '../../db/open.ts';
import { findRow, nextId, prepared } from '../../db/tables.ts';
import { startScript } from '../../simulation/desktop/scripts.ts';
import { blockedBy, detachSeconds, queueRun, runAfter } from '../../simulation/site/connector.ts';
import {
  currentKey,
  keyShown,
  recoveryKeyId,
  recoveryKeysFrom,
  recoveryPassword,
} from '../../simulation/attach/recovery-keys.ts';
import type { Change, SiteFacts } from '../../simulation/kernel/change.ts';
import { reachesSite } from '../../simulation/comanagement/policy.ts';
import { putSetting } from '../../simulation/kernel/setting.ts';
import { shownName } from '../../simulation/actions/refusal.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { InputsOf } from '../engine/offer.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import { findCollection } from '../collections/checks.ts';
import { cloudAttachNode, onboarding, refuseUnlicensed } from '../rights/needs.ts';
import { tellActivity, tellDevice, tellSite } from '../../simulation/kernel/tell.ts';
import { clientsMeant } from './from-site.ts';

/** From this site version on offboarding takes minutes. Source: tenant attach, enable and edit. */
const quickDetachFrom = 2103;

/** The wizard asks for these in this order, and cannot finish without them. */
function missingPrerequisite(site: SiteFacts): string | undefined {
  const broken = ['serviceConnectionPoint', 'serviceEndpoints', 'administrationService'].flatMap(
    (id) => conditionAt(id, site.setting(id)) ?? [],
  )[0];
  if (broken) return sentenceOf(broken);
  return undefined;
}

function attach(db: Db, params: InputParams<'attach.configure'>, now: number, by: UserRow): null {
  const site = siteFactsOf(db);
  const { cloud } = site;
  if (cloud.detach_at !== null)
    throw new LabError(
      'offboarding',
      'The site is being offboarded; a second onboarding meanwhile breaks the connector.',
    );
  const isNew = cloud.attached_at === null;
  if (isNew) refuseUnlicensed(site, by);
  const missing = isNew ? missingPrerequisite(site) : undefined;
  if (missing !== undefined) throw new LabError('prerequisiteMissing', missing);
  const scope = params.collectionId === null ? 'All devices' : findCollection(db, params.collectionId).name;
  const properties = {
    upload_collection_id: params.collectionId,
    analytics: params.analytics ? 1 : 0,
    enforce_rbac: params.enforceRbac ? 1 : 0,
    defender_reports: params.defenderReports ? 1 : 0,
  } as const satisfies Partial<CloudAttachRow>;
  const details: Scope = { scope, analytics: params.analytics, enforceRbac: params.enforceRbac };
  const changes: Change[] = isNew
    ? onboard(site, properties, details, by, now)
    : editProperties(site, properties, details, by, now);
  // Attaching with analytics switches the default client setting on; custom client settings are edited by hand.
  if (params.analytics && cloud.analytics === 0 && site.setting('endpointAnalytics') !== 'on')
    changes.push(
      putSetting('endpointAnalytics', '', 'on', now),
      tellActivity(
        'setting_changed',
        { subject: 'Enable Endpoint analytics data collection', actor: by.upn },
        {
          setting: 'endpointAnalytics',
          from: 'off',
          to: 'on',
        },
      ),
    );
  applyChanges(db, changes, now);
  return null;
}

type Scope = ActivityEvents['tenant_attached'];
type Properties = Pick<CloudAttachRow, 'upload_collection_id' | 'analytics' | 'enforce_rbac' | 'defender_reports'>;

/** The full upload begins at once. */
const onboard = (site: SiteFacts, properties: Properties, details: Scope, by: UserRow, now: number): Change[] => [
  {
    do: 'update',
    table: 'cloud_attach',
    id: 1,
    set: { ...properties, attached_at: now, uploads: 1, last_upload_at: null, last_upload_count: 0, detached_at: null },
  },
  { do: 'remove', table: 'upload_backlog', key: {} },
  ...queueRun(now + 1, 1),
  tellSite('attached', details),
  tellActivity('tenant_attached', { subject: site.site.name, actor: by.upn }, details),
];

/** A changed scope is worked out for every device with the next run. */
function editProperties(
  { cloud, site }: SiteFacts,
  properties: Properties,
  details: Scope,
  by: UserRow,
  now: number,
): Change[] {
  const changed = (Object.keys(properties) as (keyof Properties)[]).filter((key) => properties[key] !== cloud[key]);
  if (changed.length === 0) return [];
  return [
    { do: 'update', table: 'cloud_attach', id: 1, set: properties },
    ...(changed.includes('upload_collection_id')
      ? queueRun(runAfter({ ...cloud, attached_at: cloud.attached_at! }, now), 1)
      : []),
    tellSite('attachEdited', details),
    tellActivity('tenant_attach_changed', { subject: site.name, actor: by.upn }, details),
  ];
}

function detach(db: Db, { from }: InputParams<'attach.detach'>, now: number, by: UserRow): null {
  const site = siteFactsOf(db);
  if (site.cloud.attached_at === null) throw new LabError('notAttached', 'The site is not attached.');
  if (site.cloud.detach_at !== null) throw new LabError('offboarding', 'The site is being offboarded already.');
  const isHealthy = blockedBy((id) => site.setting(id)) === undefined && site.site.version >= quickDetachFrom;
  const dueAt = now + (isHealthy ? detachSeconds.healthy : detachSeconds.otherwise);
  applyChanges(
    db,
    [
      { do: 'update', table: 'cloud_attach', id: 1, set: { uploads: 0, detach_from: from, detach_at: dueAt } },
      { do: 'unqueue', kind: 'upload', deviceId: 0 },
      { do: 'queue', dueAt, kind: 'detachCompletes', deviceId: 0, subjectId: 1 },
      tellSite('detachBegun', { from, expectedBy: dueAt, attachedAt: site.cloud.attached_at }),
      tellActivity('tenant_detach_ordered', { subject: site.site.name, actor: by.upn }, { from }),
    ],
    now,
  );
  return null;
}

/** Shows the key in force to the administrator, and so makes the device replace it. */
function showRecoveryKey(
  db: Db,
  { deviceId, keyId }: InputParams<'attach.showRecoveryKey'>,
  now: number,
  by: UserRow,
): { key: string } {
  const facts = factsOfNamed(db, deviceId);
  const name = shownName(facts);
  if (facts.site.version < recoveryKeysFrom)
    throw new LabError('notSupported', `Recovery keys in the cloud need site version ${recoveryKeysFrom}.`);
  const key = currentKey(facts);
  if (!key || recoveryKeyId(facts.seed, deviceId, key.number) !== keyId)
    throw new LabError('notApplicable', `${name} has no recovery key ${keyId} in force.`);
  applyChanges(
    db,
    [
      ...keyShown(facts, key, now),
      tellSite('recoveryKeyShown', { deviceId, keyId, user: by.upn }),
      tellActivity('recovery_key_shown', { deviceId, subject: name, actor: by.upn }, { keyId }),
    ],
    now,
  );
  return { key: recoveryPassword(facts.seed, deviceId, key.number) };
}

function fetchTimeline(db: Db, { deviceId }: InputParams<'attach.fetchTimeline'>, now: number, by: UserRow): null {
  const facts = factsOfNamed(db, deviceId);
  const name = shownName(facts);
  if (facts.clientSetting('endpointAnalytics') !== 'on')
    throw new LabError(
      'siteRefused',
      `The client setting Enable Endpoint analytics data collection is off for ${name}.`,
    );
  if (!reachesSite(facts, now)) throw new LabError('deviceOffline', `The client on ${name} is offline.`);
  applyChanges(db, [tellDevice(deviceId, 'timelineSent', { user: by.upn })], now);
  return null;
}

function runScript(db: Db, { deviceId, script }: InputParams<'attach.runScript'>, now: number, by: UserRow): null {
  const facts = factsOfNamed(db, deviceId);
  const id = nextId(db, 'script_runs');
  const row = { id, device_id: deviceId, script, started_at: now, ended_at: null, output: null };
  applyChanges(
    db,
    [
      { do: 'insert', table: 'script_runs', row },
      tellActivity('script_run', { deviceId, subject: shownName(facts), actor: by.upn }, { script }),
      ...startScript(facts, row, now),
    ],
    now,
  );
  return null;
}

function keepPivot(db: Db, { name, tags, query }: InputParams<'attach.keepPivot'>, now: number, by: UserRow): null {
  const former = prepared(db, 'SELECT id FROM pivot_queries WHERE user_id = ? AND name = ? COLLATE NOCASE')
    .pluck()
    .all(by.id, name) as number[];
  applyChanges(
    db,
    [
      ...former.map((id): Change => ({ do: 'remove', table: 'pivot_queries', key: { id } })),
      { do: 'insert', table: 'pivot_queries', row: { user_id: by.id, name, tags, query } },
    ],
    now,
  );
  return null;
}

export const attachInputs: InputsOf<'attach'> = {
  configure: {
    needs: (db) => (findRow(db, 'cloud_attach', 1)!.attached_at === null ? onboarding : cloudAttachNode),
    carryOut: attach,
  },
  detach: {
    needs: (_db, { from }) => (from === 'cloud' ? { intune: ['deleteOrganization'] } : cloudAttachNode),
    carryOut: detach,
  },
  showRecoveryKey: { page: 'recoveryKeys', carryOut: showRecoveryKey },
  fetchTimeline: { page: 'timeline', carryOut: fetchTimeline },
  runScript: { page: 'scriptActions', carryOut: runScript },
  runSiteScript: {
    needs: { siteRights: ['readScript', 'runScript'] },
    carryOut(db, { script, ...meant }, now, by) {
      const { asked } = clientsMeant(db, meant);
      if (asked.length === 0) throw new LabError('triggerNotPossible', 'The site knows of no client there.');
      for (const { device } of asked) runScript(db, { deviceId: device.id, script }, now, by);
      return null;
    },
  },
  keepPivot: { needs: { intune: ['runCmpivot'] }, carryOut: keepPivot },
};
