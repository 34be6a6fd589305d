import { tick } from 'svelte';
import { ask } from '../api/client.ts';
import { toast } from '../ui/feedback/toasts.svelte.ts';
import { printing } from '../ui/data/printing.svelte.ts';

const patienceMs = 10_000;
const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
const isComing = (): boolean => document.querySelector('[role="row"] .waiting, main [aria-busy="true"]') !== null;

/** The page as it goes on paper, light and with all rows of its lists, while `work` prints it. */
async function onPaper<T>(work: () => Promise<T>): Promise<T> {
  const root = document.documentElement;
  const theme = root.dataset['theme'] ?? '';
  printing.isOn = true;
  root.dataset['theme'] = 'light';
  try {
    await tick();
    const start = performance.now();
    do await nextFrame();
    while (isComing() && performance.now() - start < patienceMs);
    return await work();
  } finally {
    printing.isOn = false;
    root.dataset['theme'] = theme;
  }
}

export const printPage = (): Promise<unknown> => onPaper(() => ask('page:print', {}));

export async function savePdf(): Promise<void> {
  const answer = await onPaper(() => ask('page:save-pdf', { title: document.title.slice(0, 200) }));
  if (!answer.ok) toast({ tone: 'danger', title: answer.message, message: answer.next, code: answer.code });
  else if (answer.value) toast({ tone: 'success', title: `Saved as ${answer.value.fileName}` });
}
