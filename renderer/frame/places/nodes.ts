import { addressOf, firstPageOf, screens, treeOf, type ConsoleId, type PlaceNode } from '../../../shared/screens.ts';
import type { IconName } from '../../ui/icons.ts';
import type { NavNode } from '../../ui/layout/NavTree.svelte';

/** Signs of the areas that are no pages themselves. */
const areaIcons: Readonly<Record<string, IconName>> = {
  Devices: 'desktop',
  'Tenant administration': 'settings',
  'Connectors and tokens': 'plug-connected',
  'Troubleshooting + support': 'wrench-screwdriver',
  Apps: 'apps',
  'Endpoint security': 'shield',
  Users: 'people-team',
  Groups: 'people-team',
  'Assets and Compliance': 'desktop',
  Monitoring: 'data-trending',
  Administration: 'settings',
  'Entra ID': 'organization',
};

/** Nodes of a console as the navigation draws them. */
export const nodesOf = (console: ConsoleId): NavNode[] => treeOf(console).map(drawnIn(console));

/** In a desktop console whatever only holds nodes is a folder. */
const drawnIn = (console: ConsoleId) => {
  const draw = (above: string, { title, page, nodes }: PlaceNode): NavNode => {
    const id = `${above}${title.replace(/\W+/g, '')}`;
    const icon = page ? screens[page].icon : (areaIcons[title] ?? (console === 'configmgr' ? 'folder' : undefined));
    return {
      id: page ?? id,
      title,
      ...(icon === undefined ? {} : { icon }),
      ...(page === undefined ? {} : { path: addressOf(page) }),
      nodes: nodes.map((node) => draw(`${id}-`, node)),
    };
  };
  return (node: PlaceNode): NavNode => draw('', node);
};

/** Areas of a console, each with the page that one comes to by choosing it. */
export const areasOf = (console: ConsoleId): { title: string; icon: IconName; path: string; nodes: NavNode[] }[] =>
  treeOf(console).map((node) => ({
    title: node.title,
    icon: areaIcons[node.title] ?? 'folder',
    path: addressOf(firstPageOf(node)),
    nodes: node.nodes.map(drawnIn(console)),
  }));
