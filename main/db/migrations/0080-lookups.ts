/**
 * What is looked up among all records, or in all of the queue, by something else than its key: names as somebody searches for them (found
 * in the index alone), records that look alike, client notifications that wait, and how collections stood.
 */
export const lookups = /* sql */ `
DROP INDEX intune_devices_by_name;
CREATE INDEX intune_devices_by_name ON intune_devices (name, id, device_id);
DROP INDEX configmgr_devices_by_name;
CREATE INDEX configmgr_devices_by_name ON configmgr_devices (name, id, device_id);
DROP INDEX entra_devices_by_name;
CREATE INDEX entra_devices_by_name ON entra_devices (name, id, device_id);
DROP INDEX ad_computers_by_name;
CREATE INDEX ad_computers_by_name ON ad_computers (name, id, device_id);
CREATE INDEX intune_devices_by_serial ON intune_devices (serial_number);
CREATE INDEX intune_devices_by_folded_name ON intune_devices (name COLLATE NOCASE);
CREATE INDEX intune_devices_by_user ON intune_devices (primary_user_upn, model) WHERE primary_user_upn IS NOT NULL;
CREATE INDEX work_queue_notifications ON work_queue (queued_at, device_id, subject_id) WHERE kind = 'notificationArrives';
CREATE INDEX history_of_collections ON history (at) WHERE kind = 'collectionChanged';
`;
