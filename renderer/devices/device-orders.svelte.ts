import { traitsOf, remoteActions, type ActionKind } from '../../shared/actions/words.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { DeviceView } from '../../shared/devices/views.ts';
import { cancelOrder, Ordering, placeOrder, showSession, type OrderedDevice } from '../actions/orders.svelte.ts';
import type { RecordService } from './console/record.ts';
import { toast } from '../ui/feedback/toasts.svelte.ts';
import { text } from './page/text.ts';

type Given = {
  view: DeviceView;
  /** The console whose record the page is; none of the lab's own page. */
  service?: RecordService;
  onread: () => void;
};

/** Orders to one device from a page of it: with a question before where the action has one, and a notice after. */
export class DeviceOrders {
  readonly ordering = new Ordering();
  readonly #given: () => Given;

  constructor(given: () => Given) {
    this.#given = given;
  }

  async order(kind: ActionKind): Promise<void> {
    const device = this.#ordered();
    if (remoteActions[kind].confirmation === 'none') this.#tell(kind, await placeOrder(kind, device));
    else await this.ordering.begin(kind, [device]);
  }

  /** A console orders what its record says, under the name that it has there. */
  #ordered(): OrderedDevice {
    const { view, service } = this.#given();
    const record = service && view.records[service];
    if (!record) return { id: view.id, name: view.name };
    const name = typeof record.fields['name'] === 'string' ? record.fields['name'] : null;
    return { id: view.id, name, ...(service === 'intune' ? { recordId: record.recordId } : {}) };
  }

  async confirm(typed: string): Promise<void> {
    const kind = this.ordering.draft?.kind;
    const answer = await this.ordering.confirm(typed);
    // A refusal is shown by the dialog, which stays open for it.
    if (kind && answer?.ok) this.#tell(kind, answer);
  }

  async openSession({ id }: ActionView): Promise<void> {
    const answer = await showSession(id);
    if (!answer.ok) toast({ tone: 'danger', title: answer.message, message: answer.next });
  }

  async cancel({ id }: ActionView): Promise<void> {
    const answer = await cancelOrder(id);
    if (answer.ok) toast({ tone: 'info', ...text.canceled });
    else toast({ tone: 'danger', title: answer.message, message: answer.next });
    this.#given().onread();
  }

  #tell(kind: ActionKind, answer: Result<ActionView[]>): void {
    if (!answer.ok) {
      toast({ tone: 'danger', title: answer.message, message: answer.next });
      return;
    }
    toast({ tone: 'success', ...text.ordered(kind) });
    const session = answer.value[0];
    if (traitsOf({ kind }).isConversation && session) void this.openSession(session);
    this.#given().onread();
  }
}
