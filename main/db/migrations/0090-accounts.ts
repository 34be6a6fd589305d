/** A computer that was enabled or disabled in Active Directory: Entra ID has it from the next cycle of Entra Connect on. */
export const accounts = /* sql */ `
ALTER TABLE ad_computers ADD COLUMN account_waits INTEGER NOT NULL DEFAULT 0;
`;
