/** Where the truth of a hybrid join stands. */
export const joinStages = ['waitingForTask', 'waitingForSync', 'waitingToRegister', 'failed', 'registered'] as const;

export type JoinStage = (typeof joinStages)[number];

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
