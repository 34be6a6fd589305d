/**
 * Custom client settings exist before they are deployed, and can be deployed to several collections. What the site tells its clients
 * is an operation, of one device or of a collection, which stays listed when it is over; a notification that waits for its client
 * knows which it belongs to (its subject is the number of the operation times a hundred, and the number of the notification).
 * Administrators keep queries of CMPivot, and run scripts of the site at attached devices.
 */
export const operations = /* sql */ `
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
INSERT INTO client_operations (notification, device_id, target, total, started_at)
  SELECT q.subject_id, q.device_id, coalesce(c.name, d.name), 1, q.queued_at FROM work_queue q JOIN devices d ON d.id = q.device_id
  LEFT JOIN configmgr_devices c ON c.device_id = d.id AND c.is_current = 1
  WHERE q.kind = 'notificationArrives' ORDER BY q.queued_at, q.device_id, q.subject_id;
UPDATE work_queue SET subject_id = (
    SELECT o.id * 100 + o.notification FROM client_operations o
    WHERE o.device_id = work_queue.device_id AND o.notification = work_queue.subject_id)
  WHERE kind = 'notificationArrives';

DROP INDEX work_queue_notifications;
CREATE INDEX work_queue_notifications ON work_queue (subject_id, device_id) WHERE kind = 'notificationArrives';

CREATE TEMP TABLE former_client_settings AS SELECT * FROM client_settings;
DROP TABLE client_settings;
CREATE TABLE client_settings (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  description TEXT NOT NULL,
  priority INTEGER NOT NULL,
  chosen TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
INSERT INTO client_settings SELECT id, name, '', priority, chosen, changed_at FROM former_client_settings
  WHERE collection_id IS NOT NULL;
CREATE TABLE client_settings_deployments (
  settings_id INTEGER NOT NULL REFERENCES client_settings (id),
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (settings_id, collection_id)
) STRICT, WITHOUT ROWID;
INSERT INTO client_settings_deployments
  SELECT id, collection_id, changed_at FROM former_client_settings WHERE collection_id IS NOT NULL;
DROP TABLE former_client_settings;

CREATE TABLE pivot_queries (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  tags TEXT NOT NULL,
  query TEXT NOT NULL
) STRICT;

CREATE TABLE script_runs (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  script TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  output TEXT
) STRICT;
CREATE INDEX script_runs_by_device ON script_runs (device_id, id);
`;
