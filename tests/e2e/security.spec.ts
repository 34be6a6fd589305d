// Proves promises of docs/desktop.md.
import { expect, test } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { addressOf, screenIds, screens } from '../../shared/screens.ts';
import { useTandem } from './support/desk.ts';
import { inMainProcess } from './support/tandem.ts';

const desk = useTandem({ scenario: 'first-day' });
/** Complaints that a test provokes on purpose are its subject, not a failure. */
const forget = () => desk.tandem.problems.splice(0);

test('the page has no way to Node, and a bridge of three functions', async () => {
  const found = await desk.page.evaluate(() => {
    const page = globalThis as unknown as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', '__dirname', 'electron', 'ipcRenderer'].filter(
        (name) => page[name] !== undefined,
      ),
      bridge: Object.keys(page['tandem'] as object).sort(),
      isFrozen: (() => {
        try {
          page['tandem'] = null;
        } catch {
          // Strict code may throw; what counts is that nothing changed.
        }
        return typeof (page['tandem'] as { invoke?: unknown } | null)?.invoke === 'function';
      })(),
    };
  });
  expect(found).toEqual({ node: [], bridge: ['invoke', 'on', 'take'], isFrozen: true });
  const window = await inMainProcess(() => desk.tandem.electron.browserWindow(desk.page));
  const preferences = await window.evaluate(({ webContents }) => {
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = (
      webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
    ).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
  });
});

test('the content policy is sent with every page, with a nonce of its own, and is obeyed', async () => {
  const read = () =>
    desk.page.evaluate(async (address) => {
      const answer = await fetch(address);
      return {
        policy: answer.headers.get('content-security-policy') ?? '',
        sniff: answer.headers.get('x-content-type-options'),
      };
    }, addressOf('lab'));
  const [first, second] = [await read(), await read()];
  expect(first.sniff).toBe('nosniff');
  expect(first.policy).toMatch(
    /default-src 'none'.*script-src 'self'; style-src 'self' 'nonce-[^']+'.*object-src 'none'/,
  );
  expect(first.policy).not.toMatch(/unsafe-|https?:|\*/);
  expect(first.policy).not.toBe(second.policy);

  const ran = await desk.page.evaluate(async () => {
    const page = globalThis as unknown as Record<string, unknown>;
    const script = document.createElement('script');
    script.textContent = 'globalThis.wasInjected = true';
    document.body.append(script);
    // Later, because what an inspector evaluates is itself exempt from the policy.
    const evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it is refused is what is tested
          resolve(new Function('return true')() as boolean);
        } catch {
          resolve(false);
        }
      }),
    );
    return { injected: page['wasInjected'] === true, evaluated };
  });
  expect(ran).toEqual({ injected: false, evaluated: false });
  expect(forget().join()).toContain('Content Security Policy');
});

test('nothing outside the built pages is served', async () => {
  const answers = await desk.page.evaluate(async () => {
    const paths = ['/../main/index.cjs', '/%2e%2e/main/index.cjs', '/..%2fmain%2findex.cjs', '/assets/no-such.js'];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(answers).toEqual([404, 404, 404, 404]);
  expect(forget().every((problem) => problem.includes('404'))).toBe(true);
});

test('no request leaves the app, on any screen', async () => {
  const { page, frame } = desk;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  for (const id of screenIds.filter((page) => screens[page].shown !== 'window')) {
    await frame.goTo(id, { deviceId: 1, collectionId: 1, actionId: 1, app: 'web' });
    await frame.quiet();
  }
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((url) => !/^(app:\/\/tandem\/|data:)/.test(url))).toEqual([]);
  const outcome = await page.evaluate(() =>
    Promise.allSettled([
      fetch('https://example.com/'),
      fetch('http://127.0.0.1:9/'),
      fetch('file:///etc/hostname'),
    ]).then((results) => results.map(({ status }) => status)),
  );
  expect(outcome).toEqual(['rejected', 'rejected', 'rejected']);
  forget();
});

test('no window shows a file of the computer, even when it is told to', async () => {
  const outcome = await inMainProcess(() =>
    desk.tandem.electron.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      const shown = await window.loadURL('file:///etc/hostname').then(
        () => 'shown',
        (error: unknown) => String(error),
      );
      window.destroy();
      return shown;
    }),
  );
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  forget();
});

test('permissions are denied', async () => {
  const states = await desk.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
  const media = await desk.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'allowed',
      (error: unknown) => (error as Error).name,
    ),
  );
  expect(media).not.toBe('allowed');
});

test('a hash can be copied all the same', async () => {
  const { frame, lab, page } = desk;
  await frame.goTo('lab');
  await lab.command(/hash/i).click();
  await page.getByRole('main').getByRole('button', { name: 'Copy the hash' }).first().click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await inMainProcess(() => desk.tandem.electron.evaluate(({ clipboard }) => clipboard.readText()));
  expect(copied).toBe((await desk.tandem.ask('lab:hash', {})).hash);
});

test('only windows of the app are answered', async () => {
  const answers = await inMainProcess(() =>
    desk.tandem.electron.evaluate(
      async ({ app, BrowserWindow }, page) => {
        const preload = `${app.getAppPath()}/out/preload/index.cjs`;
        const results: unknown[] = [];
        for (const url of ['data:text/html,<p>foreign</p>', page]) {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload, sandbox: true, contextIsolation: true },
          });
          await window.loadURL(url);
          results.push(await window.webContents.executeJavaScript(`window.tandem.invoke('lab:state', {})`));
          window.destroy();
        }
        return results;
      },
      `app://tandem${addressOf('help')}`,
    ),
  );
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, code: 'badRequest' });
  forget();
});

test('a request is refused by name or by shape before anything is done', async () => {
  const { page, tandem } = desk;
  const before = await tandem.ask('lab:hash', {});
  const ask = (name: unknown, params: unknown) =>
    page.evaluate(
      ([request, input]) =>
        (globalThis as unknown as { tandem: { invoke: (n: unknown, p: unknown) => Promise<unknown> } }).tandem.invoke(
          request,
          input,
        ),
      [name, params] as const,
    );
  for (const [name, params] of [
    ['no:such', {}],
    ['__proto__', {}],
    ['constructor', {}],
    [42, {}],
    ['lab:state', { extra: 1 }],
    ['lab:reset', {}],
    ['clock:jump', { by: 'duration', seconds: -5 }],
    ['clock:jump', { by: 'duration', seconds: 1e12 }],
    ['devices.list', { list: 'sqlite_master', filters: [], search: '', sort: null, offset: 0, limit: 10 }],
    ['devices.list', { list: 'fleet', filters: [], search: '', sort: null, offset: 0, limit: 1e9 }],
    ['actions.order', { kind: 'wipe', deviceIds: ['1'], options: {}, confirm: null }],
    ['lab:open', { id: '../../somewhere' }],
  ] as const) {
    expect(await ask(name, params), `${String(name)} ${JSON.stringify(params)}`).toMatchObject({ ok: false });
  }
  // Text that looks like SQL is only text.
  const search = `' OR 1=1; DROP TABLE devices; --`;
  const listed = await tandem.ask('devices.list', {
    list: 'fleet',
    filters: [],
    search,
    sort: null,
    offset: 0,
    limit: 9,
  });
  expect(listed.total).toBe(0);
  expect(await tandem.ask('lab:hash', {})).toEqual(before);
});

test('nothing leaves the computer, nor reaches another program on it: no page, no WebRTC, no look-up', async () => {
  const heard: string[] = [];
  const tcp = createServer((socket) => {
    heard.push('tcp');
    socket.destroy();
  }).listen(0, '127.0.0.1');
  const udp = createSocket('udp4', () => heard.push('udp')).bind(0, '127.0.0.1');
  await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
  const [tcpPort, udpPort] = [(tcp.address() as AddressInfo).port, udp.address().port];
  const candidates = await desk.page.evaluate(
    async ([tcp, udp]) => {
      const at = `127.0.0.1:${tcp}`;
      const tried = [
        fetch(`http://${at}/`).catch(() => undefined),
        new Promise((resolve) => {
          const image = new Image();
          image.onload = image.onerror = resolve;
          image.src = `http://${at}/a.png`;
        }),
      ];
      try {
        new WebSocket(`ws://${at}/`);
      } catch {
        // The policy may refuse it at once.
      }
      try {
        new EventSource(`http://${at}/`);
      } catch {
        // As above.
      }
      navigator.sendBeacon(`http://${at}/`, 'x');
      const link = Object.assign(document.createElement('link'), { rel: 'preconnect', href: `http://${at}/` });
      document.head.append(link);
      const connection = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:127.0.0.1:${udp}` },
          { urls: `turn:${at}?transport=tcp`, username: 'a', credential: 'b' },
          { urls: `turn:127.0.0.1:${udp}?transport=udp`, username: 'a', credential: 'b' },
        ],
      });
      const found: string[] = [];
      connection.onicecandidate = ({ candidate }) => candidate && found.push(candidate.candidate);
      connection.createDataChannel('way out');
      await connection.setLocalDescription(await connection.createOffer());
      await Promise.all(tried);
      // What has not been sent by the end of gathering is not sent later; a gathering that never ends gets its time.
      await Promise.race([
        new Promise((resolve) => {
          connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve(null);
        }),
        new Promise((resolve) => setTimeout(resolve, 5000)),
      ]);
      connection.close();
      link.remove();
      return found;
    },
    [tcpPort, udpPort] as const,
  );
  expect(heard).toEqual([]);
  expect(candidates.filter((candidate) => /srflx|relay|udp/i.test(candidate))).toEqual([]);
  tcp.close();
  udp.close();
  forget();
});

test('an empty page and malformed addresses lead back, and are answered as what they are', async () => {
  const { page, tandem, frame } = desk;
  await frame.goTo('help');
  const window = await inMainProcess(() => tandem.electron.browserWindow(page));
  const inPage = (code: string) =>
    window.evaluate(({ webContents }, text) => webContents.executeJavaScript(text, true) as Promise<unknown>, code);
  const where = () => window.evaluate(({ webContents }) => webContents.getURL());
  const heading = () => inPage(`document.querySelector('h1')?.textContent ?? ''`);
  const cameBack = inMainProcess(() =>
    window.evaluate(
      ({ webContents }, home) =>
        new Promise<boolean>((resolve) => {
          webContents.on('did-navigate', (_event: unknown, url: string) => url === home && resolve(true));
          void webContents.executeJavaScript(`void setTimeout(() => { location.href = 'about:blank'; })`);
        }),
      `app://tandem${addressOf('help')}`,
    ),
  );
  expect(await cameBack).toBe(true);
  await expect.poll(heading).toContain('Help');
  for (const target of ['app://tandem/%', 'app://tandem/%ff', 'app://elsewhere/', 'app://tandem@elsewhere/']) {
    await inPage(`new Promise((resolve) => {
      location.href = ${JSON.stringify(target)};
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    })`);
    expect(await where(), target).toBe(`app://tandem${addressOf('help')}`);
    expect(await heading(), target).toContain('Help');
  }
  const answers = await page.evaluate(() =>
    Promise.all(['/%', '/%ff', '/%00', '/a%00.js'].map(async (path) => (await fetch(path)).status)),
  );
  expect(answers).toEqual([400, 400, 400, 400]);
  forget();
});

// Last, because a navigation that was stopped leaves the inspector waiting for its end.
test('navigation, new windows and frames lead nowhere', async () => {
  const { page, tandem } = desk;
  const window = await inMainProcess(() => tandem.electron.browserWindow(page));
  const inPage = (code: string) =>
    window.evaluate(({ webContents }, text) => webContents.executeJavaScript(text, true) as Promise<unknown>, code);
  const where = () => window.evaluate(({ webContents }) => webContents.getURL());
  const heading = await inPage(`document.querySelector('h1').textContent`);
  const before = await where();
  expect(
    await inPage(`[window.open('https://example.com/'), window.open('${addressOf('lab')}')].every((w) => w === null)`),
  ).toBe(true);
  expect(tandem.electron.windows()).toHaveLength(1);
  expect(
    await inPage(`new Promise((resolve) => {
      const inner = document.createElement('iframe');
      inner.src = '${addressOf('lab')}';
      inner.onload = () => resolve(inner.contentDocument?.querySelector('h1') ? 'shown' : 'empty');
      inner.onerror = () => resolve('empty');
      document.body.append(inner);
    })`),
  ).toBe('empty');
  for (const target of ['https://example.com/', 'file:///etc/hostname', 'data:text/html,<h1>Elsewhere</h1>']) {
    for (const way of [`location.assign(to)`, `Object.assign(document.createElement('a'), { href: to }).click()`]) {
      // A stopped navigation has no event of its own; two turns of the page's clock are more than a started one needs.
      await inPage(`new Promise((resolve) => {
        const to = ${JSON.stringify(target)};
        ${way};
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      })`);
      expect(await where(), `${way} ${target}`).toBe(before);
      expect(await inPage(`document.querySelector('h1').textContent`)).toBe(heading);
    }
  }
  forget();
});
