import { sliderLabels, workloads } from '../../../../shared/workloads/words.ts';
import { failure, info } from '../line.ts';
import { siteLog } from '../log.ts';
import { whileBad } from './while-bad.ts';

export const adminService = siteLog(
  'smsProvider',
  'AdminService.log',
  'The administration service: requests of the cloud for a device, and who was refused.',
  {
    taskRefused: ({ details }) => [failure(`System.Security.SecurityException: ${details.why}`)],
    recoveryKeyShown: ({ details }) => [
      info(`Processing request of ${details.user}: recovery key ${details.keyId} of device ${details.deviceId}.`),
    ],
  },
  (source) =>
    whileBad(source, 'administrationService', 'failing', [
      failure('The administration service does not answer: restart SMS_REST_PROVIDER.'),
    ]),
  'SMS_REST_PROVIDER',
);
export const restProvider = siteLog(
  'smsProvider',
  'SMS_REST_PROVIDER.log',
  'The component that runs the administration service.',
  {},
  (source) => [
    ...whileBad(source, 'administrationService', 'failing', [
      failure('The administration service stopped and could not be started.'),
    ]),
    ...whileBad(source, 'providerAuthentication', 'mfa', [
      failure(
        'Request was answered with 403 Forbidden: the authentication level of the SMS Provider asks for more than Windows authentication.',
      ),
    ]),
  ],
);

/** The site server's own diary of what administrators changed about co-management. */
export const policyProvider = siteLog(
  'siteServer',
  'policypv.log',
  'Policies that the site makes out of what administrators set.',
  {
    workloadMoved: ({ details }) => {
      const { label } = workloads[details.workload];
      const to = sliderLabels[details.to];
      return [info(`Policy CoMgmtSettingsProd is made anew: ${label} is at ${to}.`)];
    },
    comanagementEnabled: () => [info('Policies CoMgmtSettingsProd and of the pilots were created.')],
    comanagementChanged: ({ details }) => [
      info(`Policy CoMgmtSettingsProd is made anew: automatic enrollment is ${details.enroll}.`),
    ],
    comanagementRemoved: () => [info('Policies CoMgmtSettingsProd and of the pilots were removed.')],
  },
  () => [],
  'SMS_POLICY_PROVIDER',
);
