import type { Terminal } from '../terminal.ts';
import type { Block } from './block.ts';

/** The proxy that the system account uses: that of the fault, which wants a user. */
export const systemProxy = ({ facts }: Pick<Terminal, 'facts'>): string | undefined =>
  facts.setting('deviceNetwork', String(facts.device.id)) === 'proxy' ? `proxy.${facts.site.domain}:8080` : undefined;

/** Nobody in the lab has set a proxy for the browser by hand. */
export const userProxy = (): Block => ({
  title: 'IE Proxy Config for Current User',
  fields: [
    ['Auto Detect Settings', 'YES'],
    ['Auto-Configuration URL', ''],
    ['Proxy Server List', ''],
    ['Proxy Bypass List', ''],
  ],
});

/** How the access type of a named proxy is printed is assumed. */
export function winHttpProxy(terminal: Terminal): Block {
  const proxy = systemProxy(terminal);
  return {
    title: 'WinHttp Default Proxy Config',
    fields:
      proxy === undefined
        ? [['Access Type', 'DIRECT']]
        : [
            ['Access Type', 'NAMED_PROXY'],
            ['Proxy Server List', proxy],
            ['Proxy Bypass List', ''],
          ],
  };
}
