/** What tenant attach does with a device besides listing it. */
export const attachedDevices = /* sql */ `
-- What was uploaded and does not show in the tenant yet, as it was at the upload. A null record: the device leaves the tenant.
CREATE TABLE uploads_under_way (
  sent_at INTEGER NOT NULL, device_id INTEGER NOT NULL REFERENCES devices (id), record TEXT,
  PRIMARY KEY (sent_at, device_id)
) STRICT, WITHOUT ROWID;

-- State of an application (shared/apps/words.ts) on a device where it is no longer what the lab began with.
CREATE TABLE application_states (
  device_id INTEGER NOT NULL REFERENCES devices (id), application_id INTEGER NOT NULL,
  state TEXT NOT NULL, since INTEGER NOT NULL, action TEXT,
  PRIMARY KEY (device_id, application_id)
) STRICT, WITHOUT ROWID;

-- Recovery keys of BitLocker management that were shown or made since the lab began; the first of a device is number 0.
CREATE TABLE recovery_keys (
  device_id INTEGER NOT NULL REFERENCES devices (id), number INTEGER NOT NULL,
  saved_at INTEGER NOT NULL, shown_at INTEGER, rotated_at INTEGER,
  PRIMARY KEY (device_id, number)
) STRICT, WITHOUT ROWID;
`;
