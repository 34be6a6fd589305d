import { protocol } from 'electron';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** The windows' only origin. Nothing is ever loaded from the network or from file:// paths. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://tandem`;

/** What the built renderer consists of; anything else is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The decoded path of an address of this app; undefined for any other and for a malformed one. */
export function pathOf(url: string): string | undefined {
  if (!url.startsWith(`${appOrigin}/`) || !URL.canParse(url)) return undefined;
  const { host, username, port, pathname } = new URL(url);
  if (host !== 'tandem' || username !== '' || port !== '') return undefined;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

const policy = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/** Serves the built renderer. Paths without an extension are routes of the page; what would leave the folder is refused. */
export function serveRenderer(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET') return new Response('Not found', { status: 404 });
    const pathname = pathOf(request.url);
    if (pathname === undefined || pathname.includes('\0')) return new Response('Bad request', { status: 400 });
    const path = normalize(join(folder, pathname));
    if (path !== folder && !path.startsWith(folder + sep)) return new Response('Not found', { status: 404 });
    if (extname(path) !== '' && !pathname.endsWith('/index.html')) {
      try {
        const type = contentTypes[extname(path)];
        if (type === undefined) return new Response('Not found', { status: 404 });
        return new Response(await readFile(path), {
          headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
        });
      } catch {
        return new Response('Not found', { status: 404 });
      }
    }
    // A nonce for each load, for the one library (the terminal) that must write style elements.
    const nonce = randomBytes(16).toString('base64');
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    return new Response(html.replace('</head>', `<meta name="csp-nonce" content="${nonce}" /></head>`), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy(nonce),
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
