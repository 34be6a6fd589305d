import { listen } from '../api/client.ts';
import { toast } from '../ui/feedback/toasts.svelte.ts';

/** What went on by itself and is told all the same; it stays until somebody has seen it. */
export const watchNotices = (): (() => void) =>
  listen('notice', ({ code, message, next }) => toast({ tone: 'danger', title: message, message: next, code }));
