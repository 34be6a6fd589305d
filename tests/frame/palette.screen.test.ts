import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import { paletteProviders } from '../../renderer/frame/palette-providers.ts';
import type { PaletteEntry } from '../../renderer/ui/layout/palette.ts';
import { consoleIds, navigationOf, screens } from '../../shared/screens.ts';
import { FakeTransport } from '../support/fake-transport.ts';

async function pages(query: string): Promise<PaletteEntry[]> {
  const { signal } = new AbortController();
  const groups = await Promise.all(paletteProviders.map(async (find) => find(query, signal)));
  return groups.flat().find(({ id }) => id === 'pages')!.entries as PaletteEntry[];
}

beforeEach(() => connect(new FakeTransport({ 'devices.find': [] })));

describe('the pages of the palette', () => {
  it('are told apart by what is shown of them', async () => {
    const all = await pages('');
    expect(all).toHaveLength(consoleIds.flatMap(navigationOf).length);
    const shown = all.map(({ label, detail }) => `${label} | ${detail}`);
    expect(shown).toEqual([...new Set(shown)]);
    expect((await pages('cloud attach')).map(({ id, detail }) => [id, detail])).toEqual(
      expect.arrayContaining([
        ['cloudAttachStatus', 'ConfigMgr › Monitoring › Cloud Attach'],
        ['cloudAttach', 'ConfigMgr › Administration › Cloud Services › Cloud Attach'],
      ]),
    );
  });

  it('are found by the nodes above them', async () => {
    expect((await pages('monitoring deployments')).map(({ id }) => id)).toEqual(['deployments']);
  });

  it('are found by the name of the product, which is not printed with them', async () => {
    const found = await pages('endpoint security intune admin center');
    expect(found.map(({ id }) => id)).toEqual(['endpointSecurity']);
    const entra = await pages('Microsoft Entra admin center');
    expect(entra.map(({ id }) => screens[id as keyof typeof screens].console)).toEqual(
      navigationOf('entra').map(() => 'entra'),
    );
  });
});
