/** Where the truth of a hybrid join stands. */
export const joinStages = ['waitingForTask', 'waitingForSync', 'waitingToRegister', 'failed', 'registered'] as const;

export type JoinStage = (typeof joinStages)[number];

/** The URLs of the application *Microsoft Intune* under *Mobility (MDM and MAM)*, as Intune has them. */
export const mobilityUrls = {
  terms: 'https://portal.manage.microsoft.com/TermsofUse.aspx',
  discovery: 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc',
  compliance: 'https://portal.manage.microsoft.com/?portalAction=Compliance',
} as const;
/** Whoever changed the discovery URL entered that of another MDM; which one is assumed. */
export const otherDiscoveryUrl = (domain: string): string => `https://mdm.${domain}/enrollmentserver/discovery.svc`;
/** What a list of users can be narrowed to, and a number of users be of. */
export const userKinds = ['all', 'licensed', 'administrators', 'unverifiedSuffix', 'outOfScope', 'group'] as const;
export type UserKind = (typeof userKinds)[number];
export const userKindLabels: Record<UserKind, string> = {
  all: 'All users',
  licensed: 'With an Intune license',
  administrators: 'Administrators',
  unverifiedSuffix: 'With an unverified UPN suffix',
  outOfScope: 'Outside of the MDM user scope',
  group: 'Members of a group',
};
