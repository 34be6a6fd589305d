-- What all migrations together make, for review: a change of the schema shows here.
-- Written by: npm run -s test:unit -- schema-snapshot -u
PRAGMA application_id = 1415671396;
PRAGMA user_version = 100;

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

CREATE TABLE activities (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  device_id INTEGER,
  subject TEXT NOT NULL,
  actor TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;

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
, certificate_at INTEGER, account_waits INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE application_states (
  device_id INTEGER NOT NULL REFERENCES devices (id), application_id INTEGER NOT NULL,
  state TEXT NOT NULL, since INTEGER NOT NULL, action TEXT,
  PRIMARY KEY (device_id, application_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE client_operations (
  id INTEGER PRIMARY KEY,
  notification INTEGER NOT NULL,
  device_id INTEGER REFERENCES devices (id),
  collection_id INTEGER,
  target TEXT NOT NULL,
  total INTEGER NOT NULL,
  reached_id INTEGER,
  started_at INTEGER NOT NULL,
  canceled_at INTEGER
) STRICT;

CREATE TABLE client_settings (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  description TEXT NOT NULL,
  priority INTEGER NOT NULL,
  chosen TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE client_settings_deployments (
  settings_id INTEGER NOT NULL REFERENCES client_settings (id),
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (settings_id, collection_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE collection_members (
  collection_id INTEGER NOT NULL REFERENCES collections (id), device_id INTEGER NOT NULL REFERENCES devices (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (collection_id, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_rules (
  id INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  kind TEXT NOT NULL,
  device_id INTEGER REFERENCES devices (id),
  other_id INTEGER REFERENCES collections (id),
  name TEXT NOT NULL,
  query TEXT
) STRICT;

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

CREATE TABLE compliance_policies (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  platform TEXT NOT NULL UNIQUE,
  require_encryption INTEGER NOT NULL,
  require_defender INTEGER NOT NULL,
  min_os_build INTEGER,
  grace_seconds INTEGER NOT NULL
) STRICT;

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
, entra_device_id TEXT, comgmt_stage TEXT NOT NULL DEFAULT 'none', comgmt_code TEXT, comgmt_policy INTEGER NOT NULL DEFAULT 0, comgmt_enrolled INTEGER NOT NULL DEFAULT 0, comgmt_flags INTEGER NOT NULL DEFAULT 0, comgmt_told_at INTEGER) STRICT;

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

CREATE TABLE faults (
  fault TEXT NOT NULL, target TEXT NOT NULL, planted_at INTEGER NOT NULL,
  PRIMARY KEY (fault, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_devices (
  group_id INTEGER NOT NULL REFERENCES groups (id), device_id INTEGER NOT NULL REFERENCES devices (id),
  source TEXT NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (group_id, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_members (
  group_id INTEGER NOT NULL REFERENCES groups (id), user_id INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL) STRICT;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;

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

CREATE TABLE inputs (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, params TEXT NOT NULL
) STRICT;

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
, enrollment_type TEXT NOT NULL DEFAULT 'unknown', attached_at INTEGER) STRICT;

CREATE TABLE intune_policies (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  workload TEXT NOT NULL,
  kind TEXT NOT NULL,
  group_id INTEGER REFERENCES groups (id),
  is_assigned INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE lab_local (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE models (
  id INTEGER PRIMARY KEY, manufacturer TEXT NOT NULL, name TEXT NOT NULL UNIQUE, form TEXT NOT NULL,
  platform TEXT NOT NULL, disk_total_mb INTEGER NOT NULL, has_battery INTEGER NOT NULL
) STRICT;

CREATE TABLE offices (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, city TEXT NOT NULL, country TEXT NOT NULL,
  zone_id INTEGER NOT NULL REFERENCES zones (id), is_main INTEGER NOT NULL
) STRICT;

CREATE TABLE pivot_queries (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  tags TEXT NOT NULL,
  query TEXT NOT NULL
) STRICT;

CREATE TABLE presence_patterns (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, zone_id INTEGER NOT NULL REFERENCES zones (id),
  week TEXT NOT NULL, away_every_weeks INTEGER NOT NULL, away_phase INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_keys (
  device_id INTEGER NOT NULL REFERENCES devices (id), number INTEGER NOT NULL,
  saved_at INTEGER NOT NULL, shown_at INTEGER, rotated_at INTEGER,
  PRIMARY KEY (device_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE script_runs (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  script TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  output TEXT
) STRICT;

CREATE TABLE session_events (
  id INTEGER PRIMARY KEY,
  action_id INTEGER NOT NULL REFERENCES actions (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  id TEXT NOT NULL, target TEXT NOT NULL, value TEXT NOT NULL, changed_at INTEGER NOT NULL,
  PRIMARY KEY (id, target)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE upload_backlog (device_id INTEGER PRIMARY KEY REFERENCES devices (id), changed_at INTEGER NOT NULL) STRICT;

CREATE TABLE uploads_under_way (
  sent_at INTEGER NOT NULL, device_id INTEGER NOT NULL REFERENCES devices (id), record TEXT,
  PRIMARY KEY (sent_at, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  upn TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL,
  sam_account TEXT NOT NULL,
  department TEXT NOT NULL,
  job_title TEXT NOT NULL,
  office_id INTEGER NOT NULL REFERENCES offices (id),
  role TEXT,
  intune_license INTEGER NOT NULL,
  remote_help_license INTEGER NOT NULL,
  is_enabled INTEGER NOT NULL
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

CREATE TABLE workloads (
  id INTEGER PRIMARY KEY,
  workload TEXT NOT NULL UNIQUE,
  position TEXT NOT NULL,
  pilot_collection_id INTEGER REFERENCES collections (id),
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, transitions TEXT NOT NULL) STRICT;

CREATE INDEX actions_by_device ON actions (device_id, id);

CREATE INDEX actions_waiting ON actions (state, id) WHERE state IN ('pending', 'active');

CREATE INDEX activities_by_device ON activities (device_id, id);

CREATE INDEX activities_by_kind ON activities (kind, at);

CREATE INDEX ad_computers_by_name ON ad_computers (name, id, device_id);

CREATE UNIQUE INDEX ad_computers_current ON ad_computers (device_id) WHERE is_current = 1;

CREATE UNIQUE INDEX autopilot_identities_current ON autopilot_identities (device_id) WHERE is_current = 1;

CREATE INDEX collection_members_by_device ON collection_members (device_id, collection_id);

CREATE INDEX collection_rules_by_collection ON collection_rules (collection_id, id);

CREATE INDEX comanagement_by_stage ON comanagement (stage, device_id);

CREATE INDEX configmgr_devices_by_comgmt ON configmgr_devices (comgmt_stage, device_id);

CREATE INDEX configmgr_devices_by_name ON configmgr_devices (name, id, device_id);

CREATE UNIQUE INDEX configmgr_devices_current ON configmgr_devices (device_id) WHERE is_current = 1;

CREATE UNIQUE INDEX device_schedules_current
  ON device_schedules (channel, device_id, pattern_id, since, phase, period, before_at) WHERE until IS NULL;

CREATE INDEX devices_by_name ON devices (name, id);

CREATE INDEX entra_devices_by_name ON entra_devices (name, id, device_id);

CREATE INDEX entra_devices_by_owner ON entra_devices (owner_upn) WHERE owner_upn IS NOT NULL;

CREATE UNIQUE INDEX entra_devices_current ON entra_devices (device_id) WHERE is_current = 1;

CREATE INDEX history_by_device ON history (device_id, id);

CREATE INDEX history_of_collections ON history (at) WHERE kind = 'collectionChanged';

CREATE INDEX intune_devices_by_folded_name ON intune_devices (name COLLATE NOCASE);

CREATE INDEX intune_devices_by_name ON intune_devices (name, id, device_id);

CREATE INDEX intune_devices_by_serial ON intune_devices (serial_number);

CREATE INDEX intune_devices_by_user ON intune_devices (primary_user_upn, model) WHERE primary_user_upn IS NOT NULL;

CREATE UNIQUE INDEX intune_devices_current ON intune_devices (device_id) WHERE is_current = 1;

CREATE INDEX script_runs_by_device ON script_runs (device_id, id);

CREATE INDEX session_events_by_action ON session_events (action_id, id);

CREATE INDEX work_queue_by_subject ON work_queue (device_id, kind, subject_id);

CREATE INDEX work_queue_notifications ON work_queue (subject_id, device_id) WHERE kind = 'notificationArrives';
