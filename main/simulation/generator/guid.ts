import { draw } from '../kernel/draw.ts';

/** A GUID that follows from a text, so that the same scenario shows the same tenant everywhere. */
export function guidOf(text: string): string {
  let hex = '';
  for (let part = 0; part < 4; part += 1) hex += draw(0, `guid:${text}`, part, 0).toString(16).padStart(8, '0');
  // The two fixed digits of a random GUID (version 4, variant 8–b), so that tools that check the form accept it.
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
