/**
 * Two client settings are Yes unless somebody says No. What is at its normal value has no row, so labs of before, where No was
 * normal and had none, are told that they have No.
 * Built-in collections of co-management get the code and the schedule that the product has.
 * Records that nobody will hear of any more end in time, as in a new lab: the rule works out when. Records that tenant attach brought
 * are as old as the last upload.
 */
export const normalValues = /* sql */ `
INSERT OR IGNORE INTO settings (id, target, value, changed_at)
  SELECT column1, '', 'off', lab.started_at FROM lab, (VALUES ('autoRegister'), ('endpointAnalytics'));
DELETE FROM settings WHERE id IN ('autoRegister', 'endpointAnalytics') AND target = '' AND value = 'on';
UPDATE collections SET is_incremental = 1, full_period = 86400 WHERE id = 3 AND is_computed = 1;
UPDATE collections SET collection_code = 'SMS000PS', comment = 'Clients that Windows Autopilot is setting up.'
  WHERE id = 4 AND is_computed = 1;
INSERT INTO work_queue (due_at, rank, device_id, seq, kind, subject_id, queued_at)
  SELECT lab.now + 1, 3150, i.device_id, lab.next_seq - 1 + row_number() OVER (ORDER BY i.device_id, i.id), 'recordEnds', i.id, lab.now
  FROM lab, intune_devices i
  LEFT JOIN device_schedules s ON s.device_id = i.device_id AND s.channel = 1 AND s.until IS NULL
  WHERE i.removed_at IS NULL AND i.managed_by <> 'configMgr' AND (i.is_current = 0 OR s.pattern_id IS NULL);
UPDATE lab SET next_seq = next_seq + (SELECT count(*) FROM work_queue WHERE kind = 'recordEnds');
UPDATE intune_devices SET last_contact_at = (SELECT last_upload_at FROM cloud_attach)
  WHERE managed_by = 'configMgr' AND is_current = 1 AND removed_at IS NULL AND last_contact_at IS NULL;
`;
