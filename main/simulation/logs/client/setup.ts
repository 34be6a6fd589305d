import { at, failure, info, warning } from '../line.ts';
import { deviceLog } from '../log.ts';
import { checkResultAt } from '../past.ts';
import { dailyRuns } from '../source.ts';

export const ccmsetup = deviceLog(
  'ccmsetup.log',
  'Installation of the client. Exit codes: 0 done, 6 error, 7 restart needed.',
  {
    ccmsetupStarted: ({ details }) => [
      info(`ccmsetup starts. Command line: ${details.commandLine}`),
      info(`Reading site and client settings from ${details.source}.`),
    ],
    ccmsetupFailed: ({ details }) => {
      const { code, name, http, why, exitCode, isRetried } = details;
      const shown = [code, name, http === null ? null : `HTTP ${http}`].filter(Boolean).join(', ');
      return [
        failure(shown === '' ? why : `${why} (${shown})`),
        isRetried
          ? warning('The download is tried again.')
          : failure(`CcmSetup is exiting with return code ${exitCode}`),
      ];
    },
    ccmsetupEnded: ({ details }) => [
      info(`Installed client version ${details.version}.`),
      info(`CcmSetup is exiting with return code ${details.exitCode}`),
    ],
  },
);

export const ccmEval = deviceLog('CcmEval.log', 'The daily check of the client and its result.', {}, (source) =>
  dailyRuns(source).flatMap((moment) => {
    const result = checkResultAt(source, moment);
    if (result === undefined) return [];
    return at(
      moment,
      info('Client health evaluation starts.'),
      result === 'failed'
        ? failure('Evaluation rule failed and its remediation did not help. Result: Failed.')
        : info('All evaluation rules passed. Result: Passed.'),
      info('Sent the result to the management point.'),
    );
  }),
);
