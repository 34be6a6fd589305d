/**
 * Ids that changed their spelling when the lab took over the field's: scripts, scenarios and people may still use the old one, and a
 * door that takes an id takes both.
 */
const oldIds: Readonly<Record<string, string>> = {
  intuneLicence: 'intuneLicense',
  remoteHelpLicence: 'remoteHelpLicense',
  entraLicence: 'entraLicense',
  deviceStaleEnrolment: 'deviceStaleEnrollment',
  intuneLicenceMissing: 'intuneLicenseMissing',
};
const present = new Map(Object.entries(oldIds).map(([old, id]) => [old.toLowerCase(), id]));

/** The id of today for one that somebody wrote, in whatever spelling and case; any other text as it is. */
export const presentId = (id: string): string => present.get(id.toLowerCase()) ?? id;

/** Keys of a scenario of schema version 1, and what they are called since version 2. */
export const oldScenarioKeys: Readonly<Record<string, string>> = {
  intuneLicence: 'intuneLicense',
  remoteHelpLicence: 'remoteHelpLicense',
  intuneLicencePerThousand: 'intuneLicensePerThousand',
  remoteHelpLicencePerThousand: 'remoteHelpLicensePerThousand',
};
