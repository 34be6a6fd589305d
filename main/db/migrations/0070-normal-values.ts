/**
 * Two client settings are Yes unless somebody says No. What is at its normal value has no row, so labs of before, where No was
 * normal and had none, are told that they have No.
 */
export const normalValues = /* sql */ `
INSERT OR IGNORE INTO settings (id, target, value, changed_at)
  SELECT column1, '', 'off', lab.started_at FROM lab, (VALUES ('autoRegister'), ('endpointAnalytics'));
DELETE FROM settings WHERE id IN ('autoRegister', 'endpointAnalytics') AND target = '' AND value = 'on';
`;
