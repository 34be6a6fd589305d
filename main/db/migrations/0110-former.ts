/** Entra Connect looks for objects that a device has left behind. */
export const former = /* sql */ `
CREATE INDEX entra_devices_former ON entra_devices (device_id) WHERE is_current = 0;
`;
