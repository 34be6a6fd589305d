import { clauseOf } from '../../../../shared/settings/condition.ts';
import { conditions } from '../../../../shared/settings/conditions.ts';
import { formatIso } from '../../../../shared/time.ts';
import { isBlocked, runAfter, uploadPeriod } from '../../site/connector.ts';
import { at, failure, info, type Line } from '../line.ts';
import { siteLog } from '../log.ts';
import { estateAt, uploads } from '../past.ts';
import type { SiteSource } from '../source.ts';

export const connector = 'SMS_SERVICE_CONNECTOR';
/** The setting that keeps the site from the cloud is stored by its id. */
function causeOf(cause: string): string {
  const condition = conditions.find(({ setting }) => setting === cause);
  if (!condition) return cause;
  return condition.code === null ? clauseOf(condition) : `${clauseOf(condition)} (status message ${condition.code})`;
}

/** The runs that had nothing to send, and those that could not send. */
function uploadRuns(source: SiteSource): Line[] {
  const { history, from } = source;
  const sent = new Set(history.flatMap(({ kind, at: moment }) => (kind === 'uploadSent' ? [moment] : [])));
  return uploads(source).flatMap(({ cloud, end }) => {
    const lines: Line[] = [];
    const first = runAfter(cloud, from > cloud.attached_at ? from - 1 : cloud.attached_at);
    for (let run = first; run < end; run += uploadPeriod) {
      if (sent.has(run)) continue;
      const estate = estateAt(source, run);
      lines.push(
        ...at(
          run,
          isBlocked(estate)
            ? failure('Batching is skipped: the cloud cannot be reached.')
            : info('No resources changed since the last upload.'),
          info(`Next run time will be at approximately: ${formatIso(run + uploadPeriod)}`),
        ),
      );
    }
    return lines;
  });
}

export const syncUploadWorker = siteLog(
  'serviceConnectionPoint',
  'CMGatewaySyncUploadWorker.log',
  'Upload of devices to the tenant: what each run sent, and when the next is due.',
  {
    attached: () => [info('Tenant attach is enabled: uploading all devices in scope.')],
    uploadSent: ({ details }) => [
      ...(details.isFull ? [info('Full sync of all devices in scope.')] : []),
      info(`Batching ${details.records} records`),
      ...(details.removed === 0 ? [] : [info(`${details.removed} records are removed.`)]),
      info(`Next run time will be at approximately: ${formatIso(details.nextRun)}`),
    ],
    uploadBlocked: ({ details }) => [failure(`Upload failed: ${causeOf(details.cause)}.`)],
    uploadResumed: () => [info('The cloud can be reached again.')],
    attachEdited: () => [info('Properties changed: the scope of the upload is worked out anew.')],
    detachBegun: ({ details }) => [info(`Offboarding begins; it is done by ${formatIso(details.expectedBy)}.`)],
    detached: ({ details }) => [
      info(
        `Offboarding finished (started from the ${details.from === 'cloud' ? 'admin center' : 'console'}). Uploads are stopped.`,
      ),
    ],
  },
  uploadRuns,
  connector,
);

export const genericUploadWorker = siteLog(
  'serviceConnectionPoint',
  'GenericUploadWorker.log',
  'Collections and other data that go to the cloud beside devices.',
  {
    attached: () => [info('AccountOnboardingInfo was posted, status 200.')],
    uploadBlocked: ({ details }) => [failure(`Upload failed: ${causeOf(details.cause)}.`)],
    collectionSynced: ({ details }) => [
      info(
        `Collection ${details.collection} to group ${details.group}: ${details.added} added, ${details.removed} removed, ${details.skipped} without an Entra device id.`,
      ),
    ],
    collectionSyncFailed: ({ details }) => [
      failure(`Collection ${details.collection} could not be synchronized to ${details.group}: ${details.why}`),
    ],
  },
  () => [],
  connector,
);
