import { traitsOf, remoteActions, type ActionKind } from '../../shared/actions/words.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { DeviceView } from '../../shared/devices/views.ts';
import { cancelOrder, Ordering, placeOrder, showSession } from '../actions/orders.svelte.ts';
import { toast } from '../ui/feedback/toasts.svelte.ts';
import { text } from './page/text.ts';

type Given = { view: DeviceView; onread: () => void };

/** Orders to one device from a page of it: with a question before where the action has one, and a notice after. */
export class DeviceOrders {
  readonly ordering = new Ordering();
  readonly #given: () => Given;
  /** Whether a console orders, which asks before whatever goes to the device by MDM. */
  readonly #isConsole: boolean;

  constructor(given: () => Given, { isConsole = false } = {}) {
    this.#given = given;
    this.#isConsole = isConsole;
  }

  async order(kind: ActionKind): Promise<void> {
    const { id, name } = this.#given().view;
    const asks =
      remoteActions[kind].confirmation !== 'none' || (this.#isConsole && remoteActions[kind].carrier === 'mdm');
    if (!asks) this.#tell(kind, await placeOrder(kind, id));
    else await this.ordering.begin(kind, [{ id, name }]);
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
