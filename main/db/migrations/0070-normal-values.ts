/**
 * Two client settings are Yes unless somebody says No. What is at its normal value has no row, so labs of before, where No was
 * normal and had none, are told that they have No.
 * Built-in collections of co-management get the code and the schedule that the product has.
 */
export const normalValues = /* sql */ `
INSERT OR IGNORE INTO settings (id, target, value, changed_at)
  SELECT column1, '', 'off', lab.started_at FROM lab, (VALUES ('autoRegister'), ('endpointAnalytics'));
DELETE FROM settings WHERE id IN ('autoRegister', 'endpointAnalytics') AND target = '' AND value = 'on';
UPDATE collections SET is_incremental = 1, full_period = 86400 WHERE id = 3 AND is_computed = 1;
UPDATE collections SET collection_code = 'SMS000PS', comment = 'Clients that Windows Autopilot is setting up.'
  WHERE id = 4 AND is_computed = 1;
`;
