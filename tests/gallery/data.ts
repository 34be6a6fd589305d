import type { RowPage } from '../../renderer/parts/live/paged-rows.svelte.ts';
import type { Tone } from '../../renderer/ui/types.ts';

export type SampleDevice = {
  id: number;
  name: string;
  ownership: string;
  compliance: string;
  tone: Tone;
  os: string;
  version: string;
  model: string;
  user: string;
  lastCheckIn: string;
};

const models = ['Surface Pro 9', 'Latitude 7440', 'ThinkPad T14 Gen 4', 'EliteBook 840 G10', 'Surface Laptop 5'];
const states: [string, Tone][] = [
  ['Compliant', 'success'],
  ['Compliant', 'success'],
  ['Compliant', 'success'],
  ['Not compliant', 'danger'],
  ['In grace period', 'warning'],
  ['Not evaluated', 'neutral'],
];
const mix = (index: number) => ((index + 1) * 2_654_435_761) >>> 7;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

export function sampleDevice(index: number): SampleDevice {
  const [compliance, tone] = pick(states, mix(index));
  return {
    id: index + 1,
    name: `CON-${mix(index).toString(36).toUpperCase().slice(0, 6).padStart(6, '0')}`,
    ownership: index % 9 === 0 ? 'Personal' : 'Corporate',
    compliance,
    tone,
    os: 'Windows',
    version: `10.0.${pick([22_631, 26_100], mix(index) >> 3)}.${mix(index) % 5000}`,
    model: pick(models, mix(index) >> 2),
    user: `user${mix(index) % 10_000}@contoso.example`,
    lastCheckIn: `2026-09-${String((index % 16) + 1).padStart(2, '0')} ${String(index % 24).padStart(2, '0')}:${String(mix(index) % 60).padStart(2, '0')}`,
  };
}

export async function fetchSample(_query: unknown, offset: number, limit: number): Promise<RowPage<SampleDevice>> {
  const total = 100_000;
  const count = Math.max(0, Math.min(limit, total - offset));
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { total, rows: Array.from({ length: count }, (_, step) => sampleDevice(offset + step)) };
}
