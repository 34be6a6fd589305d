/** The first schema. Never edited once released: later changes are migrations of their own. */
export const initial = /* sql */ `
-- One row: what this lab is, and where its clock stands.
CREATE TABLE lab (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  scenario_name TEXT NOT NULL,
  scenario_title TEXT NOT NULL,
  scenario_text TEXT NOT NULL,
  scenario_hash TEXT NOT NULL,
  seed INTEGER NOT NULL,
  device_count_override INTEGER,
  engine_version INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  now INTEGER NOT NULL,
  next_seq INTEGER NOT NULL,
  administrator_id INTEGER NOT NULL REFERENCES users (id)
) STRICT;

-- Facts of this file rather than of the simulated world (clock speed, baseline proof): never part of the state hash.
CREATE TABLE lab_local (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  service_date TEXT NOT NULL,
  domain TEXT NOT NULL,
  netbios_domain TEXT NOT NULL,
  management_point TEXT NOT NULL,
  service_connection_point TEXT NOT NULL,
  client_version TEXT NOT NULL
) STRICT;

CREATE TABLE tenant (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  tenant_guid TEXT NOT NULL,
  name TEXT NOT NULL,
  domain TEXT NOT NULL,
  remote_help_enabled INTEGER NOT NULL,
  compliance_validity_days INTEGER NOT NULL,
  no_policy_means_compliant INTEGER NOT NULL
) STRICT;

-- At most one policy per platform; a null rule is "Not configured".
CREATE TABLE compliance_policies (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  platform TEXT NOT NULL UNIQUE,
  require_encryption INTEGER NOT NULL,
  require_defender INTEGER NOT NULL,
  min_os_build INTEGER,
  grace_seconds INTEGER NOT NULL
) STRICT;

CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, transitions TEXT NOT NULL) STRICT;
CREATE TABLE offices (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, city TEXT NOT NULL, country TEXT NOT NULL,
  zone_id INTEGER NOT NULL REFERENCES zones (id), is_main INTEGER NOT NULL
) STRICT;
CREATE TABLE models (
  id INTEGER PRIMARY KEY, manufacturer TEXT NOT NULL, name TEXT NOT NULL UNIQUE, form TEXT NOT NULL,
  platform TEXT NOT NULL, disk_total_mb INTEGER NOT NULL, has_battery INTEGER NOT NULL
) STRICT;

-- Who is where and when, shared by many devices; week and away are JSON that main/simulation/kernel/presence.ts reads.
CREATE TABLE presence_patterns (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, zone_id INTEGER NOT NULL REFERENCES zones (id),
  week TEXT NOT NULL, away_every_weeks INTEGER NOT NULL, away_phase INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  upn TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL,
  sam_account TEXT NOT NULL,
  department TEXT NOT NULL,
  job_title TEXT NOT NULL,
  office_id INTEGER NOT NULL REFERENCES offices (id),
  role TEXT,
  intune_licence INTEGER NOT NULL,
  remote_help_licence INTEGER NOT NULL,
  is_enabled INTEGER NOT NULL
) STRICT;
CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL) STRICT;
CREATE TABLE group_members (
  group_id INTEGER NOT NULL REFERENCES groups (id), user_id INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;

-- The truth: what each device really is. No console reads this table for what it shows.
CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  platform TEXT NOT NULL,
  os TEXT NOT NULL,
  os_version TEXT NOT NULL,
  os_build INTEGER NOT NULL,
  model_id INTEGER NOT NULL REFERENCES models (id),
  serial_number TEXT NOT NULL,
  office_id INTEGER NOT NULL REFERENCES offices (id),
  pattern_id INTEGER REFERENCES presence_patterns (id),
  user_id INTEGER REFERENCES users (id),
  ownership TEXT NOT NULL,
  join_type TEXT NOT NULL,
  is_mdm_enrolled INTEGER NOT NULL,
  is_attached INTEGER NOT NULL,
  client_version TEXT,
  client_health TEXT NOT NULL,
  power TEXT NOT NULL,
  is_encrypted INTEGER NOT NULL,
  is_defender_on INTEGER NOT NULL,
  is_push_blocked INTEGER NOT NULL,
  is_supervised INTEGER NOT NULL,
  booted_at INTEGER NOT NULL,
  pending_reboot_since INTEGER,
  pending_os_version TEXT,
  pending_os_build INTEGER,
  disk_free_mb INTEGER NOT NULL,
  disk_since INTEGER NOT NULL,
  disk_mb_per_day INTEGER NOT NULL,
  battery_percent INTEGER,
  battery_since INTEGER NOT NULL,
  battery_days_per_percent INTEGER NOT NULL,
  consent_habit TEXT NOT NULL,
  wipe_habit TEXT NOT NULL,
  story TEXT
) STRICT;
CREATE INDEX devices_by_name ON devices (name, id);

-- When a device contacts a service. Append-only but for closing a row (until); see main/simulation/kernel/schedule.ts.
CREATE TABLE device_schedules (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  channel INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  pattern_id INTEGER REFERENCES presence_patterns (id),
  phase INTEGER NOT NULL,
  period INTEGER NOT NULL,
  before_at INTEGER,
  PRIMARY KEY (device_id, channel, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX device_schedules_current
  ON device_schedules (channel, device_id, pattern_id, since, phase, period, before_at) WHERE until IS NULL;

-- The records: what each service was last told.
CREATE TABLE intune_devices (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  is_current INTEGER NOT NULL,
  name TEXT NOT NULL,
  managed_by TEXT NOT NULL,
  management_state TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  removed_at INTEGER,
  certificate_expires_at INTEGER NOT NULL,
  last_contact_at INTEGER,
  primary_user_upn TEXT,
  platform TEXT NOT NULL,
  os TEXT NOT NULL,
  os_version TEXT NOT NULL,
  model TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  serial_number TEXT NOT NULL,
  ownership TEXT NOT NULL,
  join_type TEXT NOT NULL,
  compliance TEXT NOT NULL,
  compliance_reasons TEXT NOT NULL,
  grace_until INTEGER,
  is_encrypted INTEGER NOT NULL,
  disk_free_mb INTEGER NOT NULL,
  disk_as_of INTEGER NOT NULL
) STRICT;
CREATE INDEX intune_devices_by_name ON intune_devices (name, id);
CREATE UNIQUE INDEX intune_devices_current ON intune_devices (device_id) WHERE is_current = 1;

CREATE TABLE configmgr_devices (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  is_current INTEGER NOT NULL,
  name TEXT NOT NULL,
  has_client INTEGER NOT NULL,
  client_version TEXT,
  client_check TEXT NOT NULL,
  client_check_at INTEGER,
  is_obsolete INTEGER NOT NULL,
  is_decommissioned INTEGER NOT NULL,
  domain TEXT NOT NULL,
  os TEXT NOT NULL,
  os_version TEXT NOT NULL,
  model TEXT NOT NULL,
  serial_number TEXT NOT NULL,
  primary_user TEXT,
  last_logon_user TEXT,
  discovered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX configmgr_devices_by_name ON configmgr_devices (name, id);
CREATE UNIQUE INDEX configmgr_devices_current ON configmgr_devices (device_id) WHERE is_current = 1;

CREATE TABLE entra_devices (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  is_current INTEGER NOT NULL,
  name TEXT NOT NULL,
  join_type TEXT NOT NULL,
  registration_state TEXT NOT NULL,
  registered_at INTEGER NOT NULL,
  is_enabled INTEGER NOT NULL,
  is_compliant INTEGER,
  owner_upn TEXT,
  os TEXT NOT NULL,
  os_version TEXT NOT NULL,
  told_at INTEGER NOT NULL
) STRICT;
CREATE INDEX entra_devices_by_name ON entra_devices (name, id);
CREATE UNIQUE INDEX entra_devices_current ON entra_devices (device_id) WHERE is_current = 1;

CREATE TABLE ad_computers (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  is_current INTEGER NOT NULL,
  name TEXT NOT NULL,
  distinguished_name TEXT NOT NULL,
  is_enabled INTEGER NOT NULL,
  os TEXT NOT NULL,
  os_version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  told_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ad_computers_by_name ON ad_computers (name, id);
CREATE UNIQUE INDEX ad_computers_current ON ad_computers (device_id) WHERE is_current = 1;

CREATE TABLE autopilot_identities (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  is_current INTEGER NOT NULL,
  serial_number TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  model TEXT NOT NULL,
  group_tag TEXT NOT NULL,
  profile TEXT NOT NULL,
  enrollment_state TEXT NOT NULL,
  registered_at INTEGER NOT NULL,
  last_contacted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX autopilot_identities_current ON autopilot_identities (device_id) WHERE is_current = 1;

-- Orders of a remote action to one device.
CREATE TABLE actions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  device_name TEXT NOT NULL,
  state TEXT NOT NULL,
  options TEXT NOT NULL,
  origin TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  ordered_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  reason TEXT,
  expected_by INTEGER,
  deadline INTEGER NOT NULL,
  delivered_at INTEGER,
  finished_at INTEGER,
  result_code TEXT,
  last_contact_at_order INTEGER
) STRICT;
CREATE INDEX actions_by_device ON actions (device_id, id);
CREATE INDEX actions_waiting ON actions (state, id) WHERE state IN ('pending', 'active');

-- What happened during a remote assistance session, in order. The lab's replay; the real product keeps none.
CREATE TABLE session_events (
  id INTEGER PRIMARY KEY,
  action_id INTEGER NOT NULL REFERENCES actions (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX session_events_by_action ON session_events (action_id, id);

-- Audit trail: past-tense facts, append-only.
CREATE TABLE activities (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  device_id INTEGER,
  subject TEXT NOT NULL,
  actor TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX activities_by_device ON activities (device_id, id);
CREATE INDEX activities_by_kind ON activities (kind, at);

-- What people did, at its simulated time: with scenario and seed this is enough to play the lab again.
CREATE TABLE inputs (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, params TEXT NOT NULL
) STRICT;

CREATE TABLE work_queue (
  due_at INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  PRIMARY KEY (due_at, rank, device_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_queue_by_subject ON work_queue (device_id, kind, subject_id);
`;
