// What was configured of Electron's fuses, compared with what a packaged program really carries.
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The fuses by the names of electron-builder.yml, which differ from the runtime's in their first letter only. */
const optionOf = (/** @type {string} */ name) =>
  FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name[0]?.toUpperCase() + name.slice(1))];

/** @returns {Record<string, boolean>} */
export function configuredFuses(/** @type {string} */ builderFile) {
  const { electronFuses } = parse(readFileSync(builderFile, 'utf8'));
  return electronFuses;
}

/** How the runtime writes a fuse: one letter each. A fuse that a runtime knows no more is written as removed. */
const letters = { on: '1'.charCodeAt(0), off: '0'.charCodeAt(0) };

/**
 * One line for each fuse that stands otherwise than configured, or is not there at all.
 * @param {Record<string, boolean>} configured
 * @param {Partial<Record<number, number>>} wire
 */
export function wrongFuses(configured, wire) {
  return Object.entries(configured).flatMap(([name, isOn]) => {
    const wanted = isOn ? 'on' : 'off';
    const found = wire[optionOf(name)];
    if (found === letters[wanted]) return [];
    const state = Object.entries(letters).find(([, letter]) => letter === found)?.[0] ?? 'not there';
    return [`${name} should be ${wanted} and is ${state}`];
  });
}

export const fusesOf = (/** @type {string} */ program) =>
  /** @type {Promise<Partial<Record<number, number>>>} */ (/** @type {unknown} */ (getCurrentFuseWire(program)));
