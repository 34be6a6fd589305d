import type { EntraDeviceRow } from '../../rows/records.ts';
import { draw } from './draw.ts';

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');

/** Hexadecimal digits that follow from seed, purpose and a row's id; `words` of eight digits each. */
export function hexOf(seed: number, purpose: string, id: number, words: number): string {
  let text = '';
  for (let word = 0; word < words; word += 1) text += hex8(draw(seed, purpose, id, word));
  return text;
}

/** A GUID of version 4's form. Ids that users see are derived, never stored. */
export function guidFor(seed: number, purpose: string, id: number): string {
  const hex = hexOf(seed, purpose, id, 4);
  const variant = '89ab'[draw(seed, purpose, id, 4) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The device's id in Microsoft Entra ID: what dsregcmd calls DeviceId and Intune azureADDeviceId. */
export const entraDeviceId = (seed: number, deviceId: number): string => guidFor(seed, 'id.entraDevice', deviceId);

/** The device id that an object in Microsoft Entra ID has: one that another has replaced has its own. */
export const entraDeviceIdOf = (
  seed: number,
  { id, device_id: deviceId, is_current: isCurrent }: Pick<EntraDeviceRow, 'id' | 'device_id' | 'is_current'>,
): string =>
  isCurrent === 1 ? entraDeviceId(seed, deviceId) : guidFor(seed, 'id.entraDevice of a replaced object', id);

/** The object id of a person in Microsoft Entra ID, by sign-in name. */
export const entraUserId = (seed: number, upn: string): string => guidFor(seed, `id.entraUser ${upn.toLowerCase()}`, 0);

/** A SHA-1 thumbprint's form. */
export const thumbprint = (seed: number, purpose: string, id: number): string =>
  hexOf(seed, purpose, id, 5).toUpperCase();

/** Windows names a computer that nobody has set up DESKTOP- and seven letters or digits; `occasion` is that of the first. */
export function windowsName(seed: number, stream: string, deviceId: number, occasion: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  let name = 'DESKTOP-';
  for (let i = 0; i < 7; i += 1) name += letters.charAt(draw(seed, stream, deviceId, occasion + i) % letters.length);
  return name;
}

/** `0A-1B-…`: with the bit set that marks an address as not given by a manufacturer, because none was. */
export function macAddress(seed: number, purpose: string, id: number): string {
  const high = draw(seed, purpose, id, 0);
  const first = (((high >>> 24) & 0xfc) | 0x02).toString(16).padStart(2, '0');
  const rest = `${hex8(high).slice(2, 8)}${hex8(draw(seed, purpose, id, 1)).slice(0, 4)}`;
  return [first, ...(rest.match(/../g) ?? [])].join('-').toUpperCase();
}
