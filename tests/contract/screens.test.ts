import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { icons } from '../../renderer/ui/icons.ts';
import {
  addressOf,
  consoleIds,
  documentedPath,
  documentedPlace,
  firstPageOf,
  navigationOf,
  placeOf,
  presentAddress,
  screenAt,
  screenIds,
  screens,
  treeOf,
  wayTo,
  type PlaceNode,
  type ScreenId,
} from '../../shared/screens.ts';

const root = join(import.meta.dirname, '../..');
const parameters = { deviceId: 12, collectionId: 7, actionId: 3, app: 'web' };

describe('the table of pages', () => {
  it('finds each page at its own address, and nothing where there is none', () => {
    for (const id of screenIds) expect(screenAt(addressOf(id, parameters)), id).toBe(id);
    expect(screenAt('/no/such/page')).toBeUndefined();
    expect(screenAt(`${addressOf('device', { deviceId: 12 })}/more`)).toBeUndefined();
  });

  it('writes parameters, tab and query into the address', () => {
    expect(addressOf('device', { deviceId: 12 })).toBe(screens.device.address.replace(':deviceId', '12'));
    expect(addressOf('device', { deviceId: 12, tab: 'records' }, 'a=b')).toMatch(/12\?tab=records&a=b$/);
    expect(addressOf('actions', {}, 'search=x')).toBe(`${screens.actions.address}?search=x`);
    expect(addressOf('device', { deviceId: 'a/b c' })).toContain('a%2Fb%20c');
    // @ts-expect-error A page of one device has no address without it.
    expect(addressOf('device')).toContain('undefined');
    // @ts-expect-error There is no such tab.
    expect(addressOf('device', { deviceId: 12, tab: 'nonsense' })).toContain('nonsense');
  });

  it('lists in the navigation only what needs no parameter, and leads to the rest from a page that is there', () => {
    const listed: string[] = consoleIds.flatMap(navigationOf);
    for (const id of screenIds) {
      const isPlain = !screens[id].address.includes(':');
      if (listed.includes(id)) expect(isPlain, id).toBe(true);
      for (const { page } of wayTo(id)) if (page) expect(listed, `${id} under ${page}`).toContain(page);
      if (screens[id].shown === 'within') expect(wayTo(id).findLast(({ page }) => page)?.page, id).toBeDefined();
      expect(Object.hasOwn(icons, screens[id].icon), `${id}: ${screens[id].icon}`).toBe(true);
    }
    expect(listed.length).toBeGreaterThan(20);
  });

  it('says the way and the place of a page in words, as the documentation writes it', () => {
    const titles = (id: ScreenId): string[] => wayTo(id).map(({ title }) => title);
    expect(titles('home')).toEqual(['Home']);
    expect(titles('prerequisites')).toEqual(['Home', 'Prerequisites']);
    expect(wayTo('collection')).toEqual([
      { title: 'Assets and Compliance', page: undefined },
      { title: 'Device Collections', page: 'collections' },
    ]);
    expect(placeOf('prerequisites')).toBe('Lab › Prerequisites');
    expect(placeOf('clientSettings')).toBe('ConfigMgr › Administration › Client Settings');
    expect(placeOf('device')).toBe('Device');
    expect(documentedPath('clientSettings')).toBe('Administration › Client Settings');
    expect(documentedPlace('siteDevices')).toBe('Configuration Manager console › Assets and Compliance › Devices');
  });

  it('makes a tree of each place: nodes that lead somewhere, under their documented parents, each page once', () => {
    const pagesIn = ({ page, nodes }: PlaceNode): string[] => [...(page ? [page] : []), ...nodes.flatMap(pagesIn)];
    for (const console of consoleIds) {
      const tree = treeOf(console);
      expect(tree.flatMap(pagesIn).toSorted(), console).toEqual(navigationOf(console).toSorted());
      for (const node of tree) expect(pagesIn(node), node.title).toContain(firstPageOf(node));
    }
    expect(
      treeOf('intune')
        .map(({ title }) => title)
        .slice(0, 1),
    ).toEqual(['Devices']);
    expect(treeOf('configmgr').find(({ title }) => title === 'Administration')?.nodes[0]).toMatchObject({
      title: 'Cloud Services',
      page: undefined,
    });
  });

  it('leads from every address that a page once had to where it is, with what else the address says', () => {
    expect(presentAddress('/site/devices', '?clientStatus=active')).toBe(
      addressOf('siteDevices', {}, 'clientStatus=active'),
    );
    expect(presentAddress('/directory/devices', '')).toBe(addressOf('directoryDevices'));
    expect(presentAddress('/directory/devices', 'directory=ad&search=x')).toBe(
      addressOf('domainController', {}, 'search=x'),
    );
    expect(presentAddress('/devices/12', 'tab=desk')).toBe(addressOf('atDevice', { deviceId: 12 }));
    expect(presentAddress('/devices/12', 'tab=records')).toBeUndefined();
    expect(presentAddress('/no/such/page')).toBeUndefined();
    const former: string[] = Object.values(screens).flatMap((page) => ('formerly' in page ? [...page.formerly] : []));
    expect(former.length).toBeGreaterThan(15);
    for (const address of former) {
      const [path, query] = address.replace(/:\w+/g, '7').split('?');
      const present = presentAddress(path!, query);
      expect(screenAt(present!.split('?')[0]!), address).toBeDefined();
      // No address leads round in a circle.
      expect(presentAddress(...(present!.split('?') as [string, string?])), address).toBeUndefined();
    }
  });
});

/** What stands between quotes, with every part that is filled in taken for a word: `/devices/${id}` is `/devices/x`. */
function literalAddresses(text: string): string[] {
  const found = text.matchAll(/(["'`])((?:app:\/\/tandem)?\/(?:(?!\1)[^\n\\])*)\1/g);
  const isAddress = (path: string) => path !== '/' && screenAt(path) !== undefined;
  const literals = [...found]
    .map(([, , literal]) => literal!)
    .filter((literal) =>
      isAddress(
        literal
          .replace('app://tandem', '')
          .replace(/\$?\{[^{}]*\}/g, 'x')
          .replace(/[?#].*$/, ''),
      ),
    );
  // The first page's address is a slash, and that alone says nothing; as a link or a path of a page it does.
  return [...literals, ...(text.match(/(?:href=|path: ?|navigate\(|follow\()["'`]\/["'`]/g) ?? [])];
}

describe('addresses of pages', () => {
  it('are recognized where they are written out', () => {
    for (const line of [
      `navigate('${screens.help.address}')`,
      `<a href="${screens.device.address.replace(':deviceId', '{device.id}')}">`,
      '`' + screens.device.address.replace(':deviceId', '${id}') + '?tab=records`',
      `page.goto('app://tandem${screens.lab.address}')`,
      `<a href="/">`,
      `{ label: 'Home', path: '/' }`,
    ])
      expect(literalAddresses(line), line).toHaveLength(1);
    expect(literalAddresses(`join('/'); import('../lab/Lab.svelte'); run('/t')`)).toEqual([]);
  });

  it('stand in shared/screens.ts alone: everything else names the page', () => {
    // The gallery shows parts with made-up pages, and this page writes some out on purpose.
    const madeUp = /^tests.(gallery|contract.screens)/;
    const files = globSync(
      ['main', 'renderer', 'shared', 'tests', 'tools'].map((room) => `${room}/**/*.{ts,mjs,svelte}`),
      {
        cwd: root,
      },
    ).filter((file) => file !== join('shared', 'screens.ts') && !madeUp.test(file));
    expect(files.length).toBeGreaterThan(500);
    const offences = files.flatMap((file) =>
      literalAddresses(readFileSync(join(root, file), 'utf8')).map((literal) => `${file}: ${literal}`),
    );
    expect(offences).toEqual([]);
  });
});
