import { render } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announce } from '../../renderer/ui/feedback/announce.svelte.ts';
import Shell from '../../renderer/ui/layout/Shell.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the live region', () => {
  const nothing = createRawSnippet(() => ({ render: () => '<span></span>' }));
  async function show() {
    const props = { place: 'lab', path: '/one', top: nothing, children: nothing };
    const { container, rerender } = render(Shell, props);
    await tick();
    const region = () =>
      container.querySelector('[role="status"][aria-live="polite"][aria-atomic="true"]')!.textContent;
    const say = async (text: string) => (announce(text), tick());
    const go = async (path: string) => (await rerender({ ...props, path }), tick());
    return { region, say, go };
  }

  it('lets go of its last sentence when the page changes', async () => {
    const { region, say, go } = await show();
    await say('2 of 168 devices selected');
    vi.advanceTimersByTime(60_000);
    expect(region()).toBe('2 of 168 devices selected');
    await go('/two');
    expect(region()).toBe('');
  });

  it('keeps what is said in the same moment until it was heard, and what the new page says', async () => {
    const { region, say, go } = await show();
    await say('Configuration complete.');
    await go('/two');
    expect(region()).toBe('Configuration complete.');
    vi.advanceTimersByTime(60_000);
    await tick();
    expect(region()).toBe('');
    await say('Almost there.');
    await go('/three');
    await say('168 devices');
    vi.advanceTimersByTime(60_000);
    await tick();
    expect(region()).toBe('168 devices');
  });
});
