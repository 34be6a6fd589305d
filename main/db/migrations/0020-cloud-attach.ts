/** Tenant attach and co-management: what site, tenant and directory are set to, and how far each device has come. */
export const cloudAttach = /* sql */ `
-- What an administrator, an instructor or a fault has set; what is not here stands at its default (shared/settings.ts).
-- target: '' for the whole, a sign-in name, a device id, or an organizational unit.
CREATE TABLE settings (
  id TEXT NOT NULL, target TEXT NOT NULL, value TEXT NOT NULL, changed_at INTEGER NOT NULL,
  PRIMARY KEY (id, target)
) STRICT, WITHOUT ROWID;

-- Faults that a scenario or an instructor planted; the effect itself is in settings, so a cure by any road counts.
CREATE TABLE faults (
  fault TEXT NOT NULL, target TEXT NOT NULL, planted_at INTEGER NOT NULL,
  PRIMARY KEY (fault, target)
) STRICT, WITHOUT ROWID;

-- Collections of the site. Members of a computed one (All Systems …) are not stored: its rule holds at any moment.
CREATE TABLE collections (
  id INTEGER PRIMARY KEY,
  collection_code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  comment TEXT NOT NULL,
  limiting_id INTEGER REFERENCES collections (id),
  is_builtin INTEGER NOT NULL,
  is_computed INTEGER NOT NULL,
  is_incremental INTEGER NOT NULL,
  full_period INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  refreshed_at INTEGER NOT NULL,
  sync_group_id INTEGER REFERENCES groups (id),
  sync_since INTEGER,
  sync_full_at INTEGER
) STRICT;
-- kind: direct (device_id), query (query, JSON), include and exclude (other_id).
CREATE TABLE collection_rules (
  id INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  kind TEXT NOT NULL,
  device_id INTEGER REFERENCES devices (id),
  other_id INTEGER REFERENCES collections (id),
  name TEXT NOT NULL,
  query TEXT
) STRICT;
CREATE INDEX collection_rules_by_collection ON collection_rules (collection_id, id);
CREATE TABLE collection_members (
  collection_id INTEGER NOT NULL REFERENCES collections (id), device_id INTEGER NOT NULL REFERENCES devices (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (collection_id, device_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_members_by_device ON collection_members (device_id, collection_id);
-- Devices in an Entra group; source: 'sync' (from a collection) or 'entra' (put there by hand).
CREATE TABLE group_devices (
  group_id INTEGER NOT NULL REFERENCES groups (id), device_id INTEGER NOT NULL REFERENCES devices (id),
  source TEXT NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (group_id, device_id)
) STRICT, WITHOUT ROWID;

-- Client settings of the site: priority 10000 is the default one, a lower number wins. chosen is JSON {setting: value}.
CREATE TABLE client_settings (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  priority INTEGER NOT NULL,
  collection_id INTEGER REFERENCES collections (id),
  chosen TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- One row: tenant attach and co-management as the site has them. A null time: never, or no longer.
CREATE TABLE cloud_attach (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  attached_at INTEGER,
  upload_collection_id INTEGER REFERENCES collections (id),
  uploads INTEGER NOT NULL,
  analytics INTEGER NOT NULL,
  enforce_rbac INTEGER NOT NULL,
  defender_reports INTEGER NOT NULL,
  last_upload_at INTEGER,
  last_upload_count INTEGER NOT NULL,
  detach_from TEXT,
  detach_at INTEGER,
  detached_at INTEGER,
  comanagement_at INTEGER,
  first_comanagement_at INTEGER,
  enroll TEXT NOT NULL,
  enroll_collection_id INTEGER REFERENCES collections (id),
  enroll_changed_at INTEGER,
  gateway_at INTEGER
) STRICT;
CREATE TABLE workloads (
  id INTEGER PRIMARY KEY,
  workload TEXT NOT NULL UNIQUE,
  position TEXT NOT NULL,
  pilot_collection_id INTEGER REFERENCES collections (id),
  changed_at INTEGER NOT NULL
) STRICT;
-- Intune's counterparts of what the site manages; assigned to a group, or to all devices when null.
CREATE TABLE intune_policies (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  workload TEXT NOT NULL,
  kind TEXT NOT NULL,
  group_id INTEGER REFERENCES groups (id),
  is_assigned INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
-- Devices whose records changed since the last upload to the tenant.
CREATE TABLE upload_backlog (device_id INTEGER PRIMARY KEY REFERENCES devices (id), changed_at INTEGER NOT NULL) STRICT;

-- The truth of a device's hybrid join, while it is under way and after it ended.
CREATE TABLE hybrid_joins (
  device_id INTEGER PRIMARY KEY REFERENCES devices (id),
  stage TEXT NOT NULL,
  since INTEGER NOT NULL,
  certificate_at INTEGER,
  attempts INTEGER NOT NULL,
  attempted_at INTEGER,
  phase TEXT,
  code TEXT,
  server_code TEXT,
  reason TEXT,
  expected_by INTEGER
) STRICT;

-- The truth of a client that has co-management policy: what it was told, and how far its enrolment is.
CREATE TABLE comanagement (
  device_id INTEGER PRIMARY KEY REFERENCES devices (id),
  policy_at INTEGER,
  auto_enroll INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  flags_at INTEGER,
  stage TEXT NOT NULL,
  since INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  attempted_at INTEGER,
  code TEXT,
  token TEXT,
  reason TEXT,
  expected_by INTEGER,
  is_override INTEGER NOT NULL
) STRICT;
CREATE INDEX comanagement_by_stage ON comanagement (stage, device_id);

-- What happened at a device (or, with device 0, at the site): logs and event logs are derived from it on reading.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_device ON history (device_id, id);

-- What the site was told of a client: its Entra device id, and its co-management state as the dashboard counts it.
ALTER TABLE configmgr_devices ADD COLUMN entra_device_id TEXT;
ALTER TABLE configmgr_devices ADD COLUMN comgmt_stage TEXT NOT NULL DEFAULT 'none';
ALTER TABLE configmgr_devices ADD COLUMN comgmt_code TEXT;
ALTER TABLE configmgr_devices ADD COLUMN comgmt_policy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE configmgr_devices ADD COLUMN comgmt_enrolled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE configmgr_devices ADD COLUMN comgmt_flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE configmgr_devices ADD COLUMN comgmt_told_at INTEGER;
-- How Intune came to know the device: Graph's deviceEnrollmentType, and when tenant attach brought it.
ALTER TABLE intune_devices ADD COLUMN enrollment_type TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE intune_devices ADD COLUMN attached_at INTEGER;
ALTER TABLE ad_computers ADD COLUMN certificate_at INTEGER;
CREATE INDEX configmgr_devices_by_comgmt ON configmgr_devices (comgmt_stage, device_id);

-- A lab of an older Tandem begins with nothing attached; who is co-managed in it has the policy that says so. Intune has judged
-- compliance there, so that workload is with Intune.
INSERT INTO collections (id, collection_code, name, comment, limiting_id, is_builtin, is_computed, is_incremental, full_period, created_at, refreshed_at)
  SELECT 1, 'SMS00001', 'All Systems', 'All systems that the site knows.', NULL, 1, 1, 0, 604800, started_at, started_at FROM lab UNION ALL
  SELECT 2, 'SMSDM003', 'All Desktop and Server Clients', 'All computers that the site knows.', 1, 1, 1, 0, 604800, started_at, started_at FROM lab UNION ALL
  SELECT 3, 'SMSCOEL1', 'Co-management Eligible Devices', 'Clients that could be co-managed.', 1, 1, 1, 0, 604800, started_at, started_at FROM lab UNION ALL
  SELECT 4, 'SMSPROV1', 'All Provisioning Devices', 'Clients that were installed during Windows Autopilot.', 1, 1, 1, 0, 604800, started_at, started_at FROM lab;
INSERT INTO cloud_attach (id, uploads, analytics, enforce_rbac, defender_reports, last_upload_count, enroll)
  SELECT 1, 0, 0, 1, 0, 0, 'none' FROM lab;
INSERT INTO workloads (id, workload, position, changed_at)
  SELECT column1, column2, CASE WHEN (column2 = 'resourceAccess' AND version >= 2403) OR (column2 = 'compliancePolicies'
    AND EXISTS (SELECT 1 FROM devices WHERE is_mdm_enrolled = 1 AND client_version IS NOT NULL)) THEN 'intune' ELSE 'configMgr' END, started_at
  FROM (VALUES (1, 'compliancePolicies'), (2, 'resourceAccess'), (3, 'deviceConfiguration'), (4, 'windowsUpdate'),
    (5, 'endpointProtection'), (6, 'clientApps'), (7, 'officeClickToRun')) JOIN lab JOIN site;
UPDATE cloud_attach SET comanagement_at = (SELECT started_at FROM lab), first_comanagement_at = (SELECT started_at FROM lab)
  WHERE EXISTS (SELECT 1 FROM devices WHERE is_mdm_enrolled = 1 AND client_version IS NOT NULL);
INSERT INTO comanagement (device_id, policy_at, auto_enroll, flags, flags_at, stage, since, attempts, is_override)
  SELECT d.id, lab.started_at, 0, CASE WHEN site.version >= 2403 THEN 8199 ELSE 8195 END, lab.started_at, 'enrolled', lab.started_at, 0, 0
  FROM devices d JOIN lab JOIN site WHERE d.is_mdm_enrolled = 1 AND d.client_version IS NOT NULL AND d.platform = 'windows';
UPDATE configmgr_devices SET comgmt_stage = 'enrolled', comgmt_policy = 1, comgmt_enrolled = 1,
    comgmt_flags = (SELECT flags FROM comanagement m WHERE m.device_id = configmgr_devices.device_id),
    comgmt_told_at = (SELECT started_at FROM lab)
  WHERE is_current = 1 AND EXISTS (SELECT 1 FROM comanagement m WHERE m.device_id = configmgr_devices.device_id);
`;
