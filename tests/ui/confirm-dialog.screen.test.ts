import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import ConfirmDialog from '../../renderer/ui/layout/ConfirmDialog.svelte';
import { spellOut } from '../../renderer/ui/data/spell-out.ts';

function show(expected: string | null) {
  const onconfirm = vi.fn();
  const oncancel = vi.fn();
  render(ConfirmDialog, {
    open: true,
    title: 'Wipe 1 device?',
    description: 'It returns to its factory settings.',
    confirmLabel: 'Wipe',
    isDanger: true,
    expected,
    onconfirm,
    oncancel,
  });
  return { onconfirm, oncancel, confirm: screen.getByRole('button', { name: 'Wipe' }) };
}

describe('ConfirmDialog', () => {
  it('is an alert dialog with title and description', () => {
    show(null);
    const dialog = screen.getByRole('alertdialog', { name: 'Wipe 1 device?' });
    expect(document.getElementById(dialog.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'factory settings',
    );
  });

  it('confirms at once where nothing is to be typed', async () => {
    const { onconfirm, confirm } = show(null);
    await fireEvent.click(confirm);
    await fireEvent.submit(confirm.closest('form')!);
    expect(onconfirm).toHaveBeenCalled();
  });

  it('does nothing until the text matches exactly', async () => {
    const { onconfirm, confirm } = show('CON-0O1l');
    const field = screen.getByLabelText('Type the following to confirm:');
    const form = confirm.closest('form')!;
    expect(confirm.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.input(field, { target: { value: 'CON-OO1l' } });
    await fireEvent.submit(form);
    expect(onconfirm).not.toHaveBeenCalled();
    expect(screen.getByText(/The text differs/)).toBeTruthy();
    await fireEvent.input(field, { target: { value: 'CON-0O1l' } });
    expect(confirm.getAttribute('aria-disabled')).toBeNull();
    await fireEvent.submit(form);
    expect(onconfirm).toHaveBeenCalledWith('CON-0O1l');
  });

  it('spells the text out for those who hear it', () => {
    show('O0l1');
    expect(screen.getByText('O0l1, spelled: capital letter O, digit zero, small letter L, digit one.')).toBeTruthy();
  });

  it('tells when it is canceled', async () => {
    const { oncancel } = show(null);
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(oncancel).toHaveBeenCalledOnce();
  });
});

describe('spellOut', () => {
  it('names every kind of character', () => {
    expect(spellOut('aÄ7-_').map(({ name }) => name)).toEqual([
      'small letter a',
      'capital letter Ä',
      'digit 7',
      'hyphen',
      'underscore',
    ]);
  });
});
