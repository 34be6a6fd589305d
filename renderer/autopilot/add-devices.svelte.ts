import type { NewDevice } from '../../shared/autopilot/offers.ts';
import type { RequestOutput } from '../../shared/requests.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { ask } from '../api/client.ts';

type RefusedDevice = RequestOutput<'autopilot.addDevices'>['refused'][number];
export type ReadCsv = NonNullable<RequestOutput<'autopilot:choose-csv'>>;
/** What one input takes: shared/autopilot/offers.ts. A longer file becomes several inputs. */
export const mostAtOnce = 500;

/** Models that the lab knows, most common first; empty when they cannot be read. */
export async function knownModels(): Promise<{ model: string; count: number }[]> {
  const answer = await ask('devices.values', {
    list: 'fleet',
    filters: [{ field: 'platform', value: 'windows' }],
    search: '',
    sort: null,
    field: 'model',
  });
  if (!answer.ok) return [];
  return answer.value
    .filter(({ value }) => value !== '' && value !== 'null')
    .map(({ value, count }) => ({ model: value, count }))
    .toSorted((a, b) => b.count - a.count);
}

/**
 * Computers of one model in their boxes. Serial numbers come from how many inputs the lab has had, which only grows: the same
 * number is never drawn twice in one lab, and a repeated lesson draws the same ones.
 */
export const generateDevices = (count: number, model: string, groupTag: string, inputs: number): NewDevice[] =>
  Array.from({ length: count }, (_, index) => ({
    serialNumber: `BOX-${String(inputs + 1).padStart(4, '0')}-${String(index + 1).padStart(4, '0')}`,
    model,
    groupTag,
    assignedUser: null,
  }));

/** Bringing new computers into the lab: a file that was read, and how far adding has come. */
export class Adding {
  #csv: ReadCsv | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #added: readonly number[] = $state.raw([]);
  #refused: readonly RefusedDevice[] = $state.raw([]);
  #newest: readonly { id: number; name: string }[] = $state.raw([]);
  #sent = 0;
  #toAdd = $state(0);
  #isBusy = $state(false);

  get csv(): ReadCsv | null {
    return this.#csv;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Ids of what was added so far. */
  get added(): readonly number[] {
    return this.#added;
  }
  /** What the lab refused among those it was given: a serial number that it knows already, a user that nobody is. */
  get refused(): readonly RefusedDevice[] {
    return this.#refused;
  }
  /** The first of what was added, with the names that the lab gave them. */
  get newest(): readonly { id: number; name: string }[] {
    return this.#newest;
  }
  get toAdd(): number {
    return this.#toAdd;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  async chooseCsv(): Promise<void> {
    const answer = await ask('autopilot:choose-csv', {});
    this.#failure = answer.ok ? null : answer;
    // Closing the file dialog leaves things as they were.
    if (answer.ok && answer.value) this.#csv = answer.value;
  }

  /** Adds them all, 500 an input. What was added before a refusal stays added, and is not ordered again. */
  async add(devices: readonly NewDevice[]): Promise<boolean> {
    this.#isBusy = true;
    this.#failure = null;
    this.#toAdd = devices.length;
    while (this.#sent < devices.length) {
      const batch = devices.slice(this.#sent, this.#sent + mostAtOnce);
      const answer = await ask('autopilot.addDevices', { devices: batch });
      if (!answer.ok) {
        this.#failure = answer;
        break;
      }
      this.#sent += batch.length;
      this.#added = [...this.#added, ...answer.value.added];
      this.#refused = [...this.#refused, ...answer.value.refused];
    }
    await this.#nameNewest();
    this.#isBusy = false;
    return this.#failure === null;
  }

  async #nameNewest(): Promise<void> {
    const ids = this.#added.slice(0, 10);
    if (ids.length === 0) return;
    const filters = ids.map((id) => ({ field: 'id', value: String(id) }));
    const answer = await ask('devices.list', { list: 'fleet', filters, search: '', sort: null, offset: 0, limit: 10 });
    this.#newest = answer.ok ? answer.value.rows.map(({ id, name }) => ({ id, name })) : [];
  }
}
