import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import AttachedUpdates from '../../renderer/attach/AttachedUpdates.svelte';
import { labView, now } from '../support/views.ts';

const updates = [
  { article: '26100.2', title: 'Second', state: 'Non-compliant', released: now },
  { article: '26100.1', title: 'First', state: 'Compliant', released: now - 1 },
];
const show = (ondone = () => Promise.resolve()) => render(AttachedUpdates, { updates, zone: labView().zone, ondone });
const titles = () => screen.getAllByRole('rowheader').map((row) => row.textContent.trim());

describe('software updates of an attached device', () => {
  it('stand in the order of the heading that was pressed, and turned round when it is pressed again', async () => {
    show();
    expect(titles()).toEqual(['Second', 'First']);
    await fireEvent.click(screen.getByRole('button', { name: 'Title' }));
    expect(titles()).toEqual(['First', 'Second']);
    await fireEvent.click(screen.getByRole('button', { name: 'Title' }));
    expect(titles()).toEqual(['Second', 'First']);
    expect(screen.getByRole('columnheader', { name: 'Title' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('are filtered by what Filters opens', async () => {
    show();
    expect(screen.queryByRole('combobox', { name: 'Classification' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await fireEvent.change(screen.getByRole('combobox', { name: 'Status' }), { target: { value: 'Compliant' } });
    await waitFor(() => expect(titles()).toEqual(['First']));
  });

  it('are read again by a button that is busy as long as it takes', async () => {
    let end: () => void = () => undefined;
    show(() => new Promise((done) => (end = done)));
    const refresh = screen.getByRole('button', { name: 'Refresh' });
    expect(refresh.getAttribute('aria-busy')).toBeNull();
    await fireEvent.click(refresh);
    expect(refresh.getAttribute('aria-busy')).toBe('true');
    end();
    await waitFor(() => expect(refresh.getAttribute('aria-busy')).toBeNull());
  });
});
