import { SetupError } from '../../tools/setup/report.mjs';

/** The failure that a step of set-up must end in; any other outcome fails the test. */
export async function setUpFailure(work: Promise<unknown>): Promise<SetupError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('The step was expected to fail, but it succeeded.');
}
