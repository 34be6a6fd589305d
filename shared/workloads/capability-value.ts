import { capabilityBase, workloadIds, workloads, type Generation, type WorkloadId } from './words.ts';

/** The largest value that the registry holds, a DWORD. */
const largestCapabilityValue = 0xffff_ffff;

/** Of which generation a capability value is, by its base; null when it has neither: then no policy wrote it. */
export const generationIn = (value: number): Generation | null =>
  holds(value, capabilityBase.current) ? 'current' : holds(value, capabilityBase.older) ? 'older' : null;

// Bits of a DWORD are compared without sign.
const holds = (value: number, bits: number): boolean => (value & bits) >>> 0 === bits;

/** A capability value (`CoManagementFlags`) read backwards. `rest` is what stands for no workload: 0 in what this lab writes. */
export type CapabilityReading = { value: number; generation: Generation | null; workloads: WorkloadId[]; rest: number };

export function readCapabilityValue(value: number): CapabilityReading {
  const generation = generationIn(value);
  if (generation === null) return { value, generation, workloads: [], rest: value };
  const held = workloadIds.filter((id) => holds(value, workloads[id].bits[generation]));
  const explained = held.reduce<number>((sum, id) => sum | workloads[id].bits[generation], capabilityBase[generation]);
  return { value, generation, workloads: held, rest: (value & ~explained) >>> 0 };
}

/** The number in a text, decimal or hexadecimal as the registry prints it; null when it is none. */
export function capabilityValueIn(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  return value <= largestCapabilityValue ? value : null;
}
