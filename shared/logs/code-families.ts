/** `passes`: people find that the client gets over it by trying again; no page says so (assumed). */
type Family = readonly (readonly [code: string, name: string, meaning: string, passes?: 'passes'])[];

/**
 * Codes of whole families that people meet in logs, beside those that the lab's own rules write: of registration with an MDM
 * (constants of the header MDMRegistration.h), of device registration (hybrid join, troubleshooting) and of the client.
 */
export const codeFamilies: Family = [
  [
    '0x80180001',
    'MENROLL_E_DEVICE_MESSAGE_FORMAT_ERROR',
    'The message of the enrollment was not in the form the server wants.',
  ],
  ['0x80180006', 'MENROLL_E_DEVICE_INTERNALSERVICE_ERROR', 'The enrollment server failed within itself.', 'passes'],
  ['0x80180007', 'MENROLL_E_DEVICE_INVALIDSECURITY_ERROR', 'The security header of the message was not accepted.'],
  ['0x80180009', 'MENROLL_E_ENROLLMENT_IN_PROGRESS', 'Another enrollment of this device is running.', 'passes'],
  ['0x8018000b', 'MENROLL_E_DEVICE_NOT_ENROLLED', 'The device is not enrolled.'],
  [
    '0x8018000d',
    'MENROLL_E_DISCOVERY_SEC_CERT_DATE_INVALID',
    'The certificate that discovery met is not valid at this date: check the clock.',
  ],
  ['0x8018000e', 'MENROLL_E_PASSWORD_NEEDED', 'A password was needed and not given.'],
  ['0x8018000f', 'MENROLL_E_WAB_ERROR', 'Signing in through the web authentication broker failed.'],
  ['0x80180012', 'MENROLL_E_INVALIDSSLCERT', 'The certificate of the server is not valid.'],
  ['0x80180016', 'MENROLL_E_NOTELIGIBLETORENEW', 'The certificate of the device cannot be renewed now.'],
  ['0x80180019', 'MENROLL_E_ENROLLMENTDATAINVALID', 'The server found the data of the enrollment invalid.'],
  ['0x8018001a', 'MENROLL_E_INSECUREREDIRECT', 'The server led to an address that is not protected.'],
  ['0x8018001b', 'MENROLL_E_PLATFORM_WRONG_STATE', 'Windows is in a state in which it cannot enroll.'],
  ['0x8018001c', 'MENROLL_E_PLATFORM_LICENSE_ERROR', 'The edition of Windows is not licensed for it.'],
  ['0x8018001d', 'MENROLL_E_PLATFORM_UNKNOWN_ERROR', 'Windows failed for a reason that it does not name.'],
  ['0x8018001e', 'MENROLL_E_PROV_CSP_CERTSTORE', 'Provisioning failed at the store of certificates.'],
  ['0x8018001f', 'MENROLL_E_PROV_CSP_W7', 'Provisioning failed at the account of the MDM client (w7 APPLICATION).'],
  ['0x80180020', 'MENROLL_E_PROV_CSP_DMCLIENT', 'Provisioning failed at the settings of the MDM client (DMClient).'],
  ['0x80180021', 'MENROLL_E_PROV_CSP_PFW', 'Provisioning failed at Windows Hello for Business (PassportForWork).'],
  ['0x80180024', 'MENROLL_E_PROV_SSLCERTNOTFOUND', 'Provisioning did not find the certificate for the server.'],
  [
    '0x80180025',
    'MENROLL_E_PROV_CSP_APPMGMT',
    'Provisioning failed at an app to be installed (EnterpriseAppManagement).',
  ],
  [
    '0x80180027',
    'MENROLL_E_CERTPOLICY_PRIVATEKEYCREATION_FAILED',
    'The private key for the certificate could not be made.',
  ],
  ['0x80180028', 'MENROLL_E_CERTAUTH_FAILED_TO_FIND_CERT', 'The certificate to sign in with was not found.'],
  ['0x80180029', 'MENROLL_E_EMPTY_MESSAGE', 'The server answered with nothing.'],
  [
    '0x801c0002',
    'DSREG_E_DEVICE_AUTHENTICATION_ERROR',
    'The registration service did not accept who the device is (AuthenticationError).',
  ],
  [
    '0x801c0006',
    'DSREG_E_DEVICE_INTERNALSERVICE_ERROR',
    'The registration service failed within itself (DirectoryError).',
    'passes',
  ],
  [
    '0x801c03ea',
    'Not authorized to register',
    'The registration service refused: the TPM could not be attested, or the user may not register.',
  ],
  ['0x801c03ed', 'Not allowed to join', 'The user may not join devices, or a second factor is missing.'],
  ['0x87d00213', 'Time-out of the client', 'The time allowed for an operation of the client ran out.', 'passes'],
  ['0x87d00215', 'Item not found', 'The client looked for an item that is not there.'],
  [
    '0x87d00324',
    'Application not detected after its installation',
    'The application was installed, and its detection method did not find it.',
  ],
  [
    '0x87d00325',
    'Application still detected after its removal',
    'The application was removed, and its detection method still finds it.',
  ],
  ['0x87d00607', 'Content not found', 'Content is on no distribution point that the client may use.'],
  ['0x87d00668', 'Update still applicable after its installation', 'The update was installed, and is still asked for.'],
  ['0x87d01106', 'Program not verified', 'The program of the deployment type was not found or could not be verified.'],
];

/**
 * One name, two numbers: logs and dashboard print one, the header of Windows and the page of its constants print the other.
 */
export const twins: readonly (readonly [printed: string, header: string])[] = [
  ['0x8018002a', '0x80180030'],
  ['0x8018002b', '0x80180031'],
];
