import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import FilterPill from '../../renderer/ui/controls/FilterPill.svelte';

const options = [
  { value: 'windows', label: 'Windows', count: 1200 },
  { value: 'ios', label: 'iOS', count: 3 },
];
const open = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('FilterPill', () => {
  it('says what is chosen: all, the one value, or how many', async () => {
    const { rerender } = render(FilterPill, { label: 'OS', options });
    expect(screen.getByRole('button', { name: 'OS: All' })).toBeTruthy();
    await rerender({ selected: ['ios'] });
    expect(screen.getByRole('button', { name: 'OS: iOS' })).toBeTruthy();
    await rerender({ selected: ['ios', 'windows'] });
    expect(screen.getByRole('button', { name: 'OS: 2 selected' })).toBeTruthy();
  });

  it('adds and takes away values, and shows all again', async () => {
    const onchange = vi.fn();
    const onopen = vi.fn();
    render(FilterPill, { label: 'OS', options, onchange, onopen });
    await open('OS: All');
    expect(onopen).toHaveBeenCalledOnce();
    await fireEvent.click(await screen.findByRole('checkbox', { name: 'Windows' }));
    expect(onchange).toHaveBeenLastCalledWith(['windows']);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'iOS' }));
    expect(onchange).toHaveBeenLastCalledWith(['windows', 'ios']);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Windows' }));
    expect(onchange).toHaveBeenLastCalledWith(['ios']);
    await fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(onchange).toHaveBeenLastCalledWith([]);
  });

  it('offers a search of its own for a long list', async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ value: String(index), label: `Model ${index}` }));
    render(FilterPill, { label: 'Model', options: many });
    await open('Model: All');
    await fireEvent.input(await screen.findByLabelText('Search values of Model'), { target: { value: 'model 1' } });
    expect(screen.getAllByRole('checkbox')).toHaveLength(11);
  });

  it('can be removed where it was added', async () => {
    const onremove = vi.fn();
    render(FilterPill, { label: 'OS', options, onremove });
    await open('Remove filter OS');
    expect(onremove).toHaveBeenCalledOnce();
  });
});
