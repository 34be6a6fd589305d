import { render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import LogLines from '../../renderer/logs/LogLines.svelte';
import { keyed } from '../../renderer/logs/keyed.ts';

const line = (text: string, at = 0) => ({
  at,
  offset: 0,
  component: 'CcmExec',
  severity: 'info' as const,
  text,
  thread: 7,
});

describe('the keys of lines', () => {
  it('differ for all of them, and stay when older ones go and newer ones come', () => {
    const lines = ['a', 'b', 'b', 'c', 'a'].map((text, index) => line(text, index === 2 ? 1 : index));
    const keysOf = (of: readonly ReturnType<typeof line>[]) => keyed(of).map(({ key }) => key);
    expect(new Set(keysOf(lines)).size).toBe(5);
    expect(keysOf([...lines.slice(1), line('d', 9)]).slice(0, 4)).toEqual(keysOf(lines).slice(1));
  });

  it('let a row keep its elements', async () => {
    const props = { label: 'CcmExec.log', onlookup: vi.fn() };
    const { rerender } = render(LogLines, { ...props, lines: [line('first', 1), line('second', 2)] });
    const row = screen.getByText('second').closest('tr');
    await rerender({ ...props, lines: [line('second', 2), line('third', 3)] });
    expect(screen.getByText('second').closest('tr')).toBe(row);
    expect(screen.queryByText('first')).toBeNull();
  });
});
