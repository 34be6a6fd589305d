/**
 * How long tests and the tour wait, in milliseconds. They wait for states, never for a time to pass; these limits only end a
 * wait for what does not come, so they are far beyond what a busy machine with two slow cores needs.
 */
export const patience = {
  /** For one thing on the screen to come, or to go. */
  waitMs: 2 * 60_000,
  /** For one whole test. Shorter than the silence after which a stage is ended, so that the test is named instead. */
  testMs: 12 * 60_000,
};
