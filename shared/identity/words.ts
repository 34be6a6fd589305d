/** Where the truth of a hybrid join stands. */
export const joinStages = ['waitingForTask', 'waitingForSync', 'waitingToRegister', 'failed', 'registered'] as const;

export type JoinStage = (typeof joinStages)[number];
