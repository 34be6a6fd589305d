import { tick } from 'svelte';
import { printing } from '../ui/data/printing.svelte.ts';

const patienceMs = 10_000;
const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
const isComing = (): boolean => document.querySelector('[role="row"] .waiting, main [aria-busy="true"]') !== null;

/** The page as it goes on paper, light and with all rows of its lists, while `work` prints it. */
export async function onPaper<T>(work: () => Promise<T>): Promise<T> {
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
