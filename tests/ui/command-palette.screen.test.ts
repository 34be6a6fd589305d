import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import CommandPalette from '../../renderer/ui/layout/CommandPalette.svelte';
import { restlessOwner } from './palette-host.svelte.ts';
import type { PaletteGroup, PaletteProvider } from '../../renderer/ui/layout/palette.ts';

const entry = (label: string, onaction = () => undefined) => ({ id: label, label, onaction });
const pages = (...labels: string[]): PaletteGroup[] => [
  { id: 'pages', label: 'Pages', entries: labels.map((label) => entry(label)) },
];
const field = () => screen.getByRole('combobox');
const activeText = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent;

describe('CommandPalette', () => {
  it('lists what its providers find, in groups', async () => {
    render(CommandPalette, { open: true, providers: [() => pages('Home', 'Devices')] });
    await vi.waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
    expect(screen.getByRole('group', { name: 'Pages' })).toBeTruthy();
    expect(activeText()).toContain('Home');
  });

  it('chooses with the arrows, round the ends, and runs with Enter', async () => {
    const run = vi.fn();
    const groups: PaletteGroup[] = [
      { id: 'a', label: 'A', entries: [entry('One'), { ...entry('Two'), onaction: run }] },
    ];
    render(CommandPalette, { open: true, providers: [() => groups] });
    await vi.waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
    await fireEvent.keyDown(field(), { key: 'ArrowUp' });
    expect(activeText()).toContain('Two');
    await fireEvent.keyDown(field(), { key: 'Enter' });
    expect(run).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('drops the answer to a query that has changed meanwhile', async () => {
    const answers = new Map<string, (groups: PaletteGroup[]) => void>();
    const provider: PaletteProvider = (query) => new Promise((resolve) => answers.set(query, resolve));
    render(CommandPalette, { open: true, providers: [provider] });
    await fireEvent.input(field(), { target: { value: 'a' } });
    await vi.waitFor(() => expect(answers.has('a')).toBe(true));
    await fireEvent.input(field(), { target: { value: 'ab' } });
    await vi.waitFor(() => expect(answers.has('ab')).toBe(true));
    answers.get('ab')?.(pages('Newer'));
    answers.get('a')?.(pages('Older'));
    await vi.waitFor(() => expect(screen.getByText('Newer')).toBeTruthy());
    expect(screen.queryByText('Older')).toBeNull();
  });

  it('asks once for each query, even when its owner changes with every answer', async () => {
    const owner = restlessOwner();
    const provider = vi.fn(async () => {
      if (provider.mock.calls.length < 20) owner.answer();
      return pages('Home');
    });
    const props = Object.defineProperty({ providers: [provider] }, 'open', {
      enumerable: true,
      configurable: true,
      get: () => owner.open,
      set: (isOpen: boolean) => (owner.open = isOpen),
    });
    render(CommandPalette, { props });
    await vi.waitFor(() => expect(screen.getByText('Home')).toBeTruthy());
    expect(provider).toHaveBeenCalledOnce();
  });

  it('says that it searches, then that nothing matches', async () => {
    let answer: (groups: PaletteGroup[]) => void = () => undefined;
    render(CommandPalette, {
      open: true,
      providers: [() => new Promise<PaletteGroup[]>((resolve) => (answer = resolve))],
    });
    expect(screen.getByText('Searching…')).toBeTruthy();
    answer([]);
    await vi.waitFor(() => expect(screen.getByText('Nothing matches.')).toBeTruthy());
  });

  it('never says that nothing matches before it has looked for those words', async () => {
    const said: string[] = [];
    const watch = new MutationObserver(() => said.push(document.querySelector('[role=status]')?.textContent ?? ''));
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    let answer: (groups: PaletteGroup[]) => void = () => undefined;
    render(CommandPalette, {
      open: true,
      providers: [() => new Promise<PaletteGroup[]>((resolve) => (answer = resolve))],
    });
    answer([]);
    await vi.waitFor(() => expect(screen.getByText('Nothing matches.')).toBeTruthy());
    const before = said.length;
    await fireEvent.input(screen.getByRole('combobox'), { target: { value: 'fox' } });
    expect(screen.getByText('Searching…')).toBeTruthy();
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(before));
    expect(said.slice(before)).not.toContain('Nothing matches.');
    watch.disconnect();
  });

  it('shows what others found when one provider fails', async () => {
    render(CommandPalette, { open: true, providers: [() => Promise.reject(new Error('no')), () => pages('Home')] });
    await vi.waitFor(() => expect(screen.getByText('Home')).toBeTruthy());
  });
});
