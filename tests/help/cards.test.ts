import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attentionReasons } from '../../shared/devices/lists.ts';
import { renamings } from '../../shared/help/glossary.ts';
import { actionReasonLabels, findHelpCard, helpCards, helpTopics, isHelpCardId } from '../../shared/help/cards.ts';
import { actionKinds, actionReasons, actionStates } from '../../shared/actions/words.ts';
import { tiles } from '../../shared/home/tiles.ts';

describe('help cards', () => {
  it('explain every tile, action, state, reason and attention reason that a screen can name', () => {
    const wanted = [
      ...tiles.map((tile) => tile.helpCard),
      ...actionKinds,
      ...actionStates.map((state) => `state.${state}`),
      ...Object.keys(actionReasons).map((reason) => `reason.${reason}`),
      ...Object.keys(attentionReasons).map((reason) => `attention.${reason}`),
      ...['intune', 'configmgr', 'entra', 'ad', 'autopilot'].map((service) => `record.${service}`),
    ];
    expect(wanted.filter((id) => !isHelpCardId(id))).toEqual([]);
  });

  it('give what, why, where, source and its date in sentences of their own', () => {
    for (const card of helpCards) {
      for (const text of [card.what, card.why]) expect(text, card.id).toMatch(/^[A-Z“].{20,}[.?]”?$/s);
      for (const text of [card.title, card.where, card.source, card.asOf]) expect(text.trim(), card.id).not.toBe('');
      expect(helpTopics, card.id).toContain(card.topic);
    }
  });

  it('have titles that differ, so that a search result names one thing', () => {
    const titles = helpCards.map((card) => card.title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('refer to cards that exist, and never to themselves', () => {
    const broken = helpCards.flatMap((card) =>
      (card.related ?? [])
        .filter((id) => id === card.id || findHelpCard(id) === undefined)
        .map((id) => `${card.id} → ${id}`),
    );
    expect(broken).toEqual([]);
  });

  it('carry a month where the product’s documentation is the source', () => {
    const undated = helpCards.filter((card) => card.asOf !== 'this version' && !/\b20\d\d\b/.test(card.asOf));
    expect(undated.map((card) => card.id)).toEqual([]);
  });
});

describe('ids of cards', () => {
  const root = resolve(import.meta.dirname, '../..');
  const read = (folder: string, ending: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(root, folder, name), 'utf8'));

  it('that a screen names exist', () => {
    const named = read('renderer', '.svelte').flatMap((text) =>
      [...text.matchAll(/\b(?:card|help)="([\w.]+)"/g)].map(([, id]) => id!),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((id) => !isHelpCardId(id))).toEqual([]);
  });

  it('are given once: a second card of the same id would replace the first', () => {
    const written = read('shared/help', '.ts').flatMap((text) =>
      [...text.matchAll(/^ {2}(\w+): \{\n {4}title:/gm)].map(([, id]) => id!),
    );
    expect(written.length).toBeGreaterThan(60);
    expect(written.filter((id, index) => written.indexOf(id) !== index)).toEqual([]);
  });
});

describe('reason labels', () => {
  it('are short enough for a filter and differ', () => {
    const labels = Object.values(actionReasonLabels);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label.length, label).toBeLessThanOrEqual(24);
  });
});

describe('glossary', () => {
  it('knows the page of the MDM user scope by its older name', () => {
    expect(renamings.find(({ old }) => old === 'Mobility (MDM and WIP)')?.current).toBe('Mobility (MDM and MAM)');
  });

  it('leads from names in old guides to the present ones', () => {
    const current = (old: string) => renamings.find((renaming) => renaming.old === old)?.current;
    expect(current('Azure AD')).toBe('Microsoft Entra ID');
    expect(current('Endpoint Manager admin center')).toBe('Intune admin center');
    for (const { old, current: name } of renamings) expect(old).not.toBe(name);
  });
});
