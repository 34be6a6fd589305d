import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import HelpButton from '../../renderer/parts/HelpButton.svelte';
import { byTopic, findCards, findRenamings, helpAddress } from '../../renderer/help/help.ts';
import { helpCards } from '../../shared/help/cards.ts';
import { addressOf } from '../../shared/screens.ts';

describe('searching help', () => {
  it('finds cards by any of their words, titles first', () => {
    const [first] = findCards('grace period');
    expect(first?.id).toBe('gracePeriod');
    expect(findCards('')).toHaveLength(helpCards.length);
  });

  it('finds a thing by the name it had', () => {
    expect(findCards('factory reset')[0]?.id).toBe('wipe');
    expect(findRenamings('azure ad').map(({ current }) => current)).toContain('Microsoft Entra ID');
  });

  it('keeps every card in exactly one topic', () => {
    expect(byTopic(helpCards).flatMap(({ cards }) => cards)).toHaveLength(helpCards.length);
  });

  it('has an address for each card and search', () => {
    expect(helpAddress({})).toBe(addressOf('help'));
    expect(helpAddress({ card: 'reason.offline', search: 'x y' })).toBe(
      addressOf('help', {}, 'search=x+y&card=reason.offline'),
    );
  });
});

describe('a help button', () => {
  it('opens the card with what, why, where and the dated source', async () => {
    render(HelpButton, { card: 'wipe' });
    await fireEvent.click(screen.getByRole('button', { name: 'About Wipe' }));
    expect(await screen.findByText('Why it matters.')).toBeTruthy();
    expect(screen.getByText(/device actions: Wipe · September 2026/)).toBeTruthy();
    expect(screen.getByText('Factory reset')).toBeTruthy();
  });

  it('turns to a related card in the same place', async () => {
    render(HelpButton, { card: 'sync' });
    await fireEvent.click(screen.getByRole('button', { name: 'About Sync' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Intune check-in' }));
    expect(screen.getByRole('heading', { name: 'Intune check-in' })).toBeTruthy();
  });

  it('is left out for an id that no card has', () => {
    render(HelpButton, { card: 'nonsense' });
    expect(screen.queryByRole('button')).toBeNull();
  });
});
