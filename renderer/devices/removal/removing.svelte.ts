import type { RemovableRecord } from '../../../shared/contract/device-words.ts';
import { Doing } from '../../parts/doing.svelte.ts';
import { toast } from '../../ui/feedback/toasts.svelte.ts';
import { removalText, type NamedRecord } from './text.ts';

/** So many records one command takes. */
export const mostRecords = 100;

/** What a console does with records besides showing them: deletes them after a question, enables and disables them at once. */
export class Removing {
  readonly doing = new Doing<'remove' | 'enable'>();
  /** What is asked about; null while nothing is. */
  asked: { service: RemovableRecord; records: readonly NamedRecord[] } | null = $state.raw(null);

  ask(service: RemovableRecord, records: readonly NamedRecord[]): void {
    this.doing.dismiss();
    this.asked = { service, records };
  }
  cancel(): void {
    this.asked = null;
    this.doing.dismiss();
  }
  /** Whether they went. The question stays with the reason where they did not. */
  async confirm(typed: string): Promise<boolean> {
    if (!this.asked) return false;
    const { service, records } = this.asked;
    const recordIds = records.map(({ recordId }) => recordId);
    const removed = await this.doing.run('remove', 'devices.removeRecords', { service, recordIds, confirm: typed });
    if (removed === undefined) return false;
    this.asked = null;
    toast({ tone: 'success', ...removalText.removed(records, service) });
    return true;
  }
  /** Whether it was done; a refusal is told as a notice where the page has no place for it. */
  async enable(
    service: 'entra' | 'ad',
    records: readonly NamedRecord[],
    isEnabled: boolean,
    isTold = true,
  ): Promise<boolean> {
    const recordIds = records.map(({ recordId }) => recordId);
    const changed = await this.doing.run('enable', 'devices.enableObjects', { service, recordIds, isEnabled });
    if (changed !== undefined) toast({ tone: 'success', ...removalText.enabled(records, service, isEnabled) });
    else if (isTold && this.doing.failure)
      toast({ tone: 'danger', title: this.doing.failure.message, message: this.doing.failure.next });
    return changed !== undefined;
  }
}
