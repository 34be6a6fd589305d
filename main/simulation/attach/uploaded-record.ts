import type { JoinType } from '../../../shared/contract/device-words.ts';
import type { UploadedRecord } from '../../rows/attach.ts';
import type { Facts, SiteFacts } from '../kernel/change.ts';

/** Every record with Client = Yes, within the collection when one is chosen. */
export function isInScope(facts: Facts): boolean {
  const { configmgr, cloud } = facts;
  if (configmgr?.has_client !== 1 || configmgr.is_obsolete === 1 || configmgr.is_decommissioned === 1) return false;
  return cloud.upload_collection_id === null || facts.isMember(cloud.upload_collection_id);
}

/** The record to send; null for a device out of scope. */
export function uploadedRecord(site: SiteFacts, facts: Facts): UploadedRecord | null {
  const { configmgr, user, model } = facts;
  if (!configmgr || !isInScope(facts)) return null;
  const account = configmgr.primary_user;
  const isOwn = account !== null && user?.sam_account === account.slice(account.indexOf('\\') + 1);
  return {
    name: configmgr.name,
    platform: configmgr.os.includes('Server') ? 'windowsServer' : 'windows',
    os_version: configmgr.os_version,
    model: configmgr.model,
    manufacturer: model.manufacturer,
    serial_number: configmgr.serial_number,
    join_type: joinOf(configmgr.entra_device_id !== null, configmgr.domain !== 'WORKGROUP'),
    primary_user_upn: account === null ? null : isOwn ? user.upn : site.upnOf(account),
  };
}

const joinOf = (isInEntra: boolean, isInDomain: boolean): JoinType =>
  isInEntra ? (isInDomain ? 'hybrid' : 'entra') : isInDomain ? 'domain' : 'workgroup';
