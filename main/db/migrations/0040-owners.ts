/** How many devices somebody has joined to Entra ID is asked whenever somebody joins one more. */
export const owners = /* sql */ `
CREATE INDEX entra_devices_by_owner ON entra_devices (owner_upn) WHERE owner_upn IS NOT NULL;
`;
