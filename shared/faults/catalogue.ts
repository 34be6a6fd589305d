import { deviceFaults } from './device.ts';
import { directoryFaults } from './directory.ts';
import type { Fault } from './fault.ts';
import { serviceFaults } from './services.ts';

/**
 * Everything that can be planted: one catalogue for scenarios, instructors, tests and the page of faults. A fault is settings at
 * values that break something; its effect is what the rules make of them, so whoever puts a setting right by any road cures it.
 */
export const faults: readonly Fault[] = [...directoryFaults, ...deviceFaults, ...serviceFaults];
export const faultById: ReadonlyMap<string, Fault> = new Map(faults.map((fault) => [fault.id, fault]));
