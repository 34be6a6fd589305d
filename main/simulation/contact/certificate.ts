import type { IntuneDeviceRow } from '../../rows/records.ts';
import { day } from '../../../shared/time.ts';

/** An MDM certificate lasts a year and is renewed by itself. Source: remote-actions facts §1, troubleshooting device actions. */
const validity = 365 * day;
/** A device renews it at a check-in within the last 42 days. Assumed; that it is renewed in time is documented. */
const renewalWindow = 42 * day;

/**
 * When the certificate ends if the device stays silent after `lastContact`: what the record held, carried on year by year for
 * as long as the device has been in touch. Renewal changes nothing else, so it is computed instead of queued.
 */
export function certificateEnd(
  record: Pick<IntuneDeviceRow, 'certificate_expires_at'>,
  lastContact: number | null,
): number {
  const first = record.certificate_expires_at;
  if (lastContact === null || lastContact < first - renewalWindow) return first;
  return first + (Math.floor((lastContact - first + renewalWindow) / validity) + 1) * validity;
}
