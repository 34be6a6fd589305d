import { describe, expect, it, vi } from 'vitest';
import { Opening } from '../../main/app/opening.ts';

vi.mock('electron', () => ({
  app: { isPackaged: false },
  BrowserWindow: { fromWebContents: () => ({}) },
  clipboard: {},
  dialog: { showOpenDialog: async () => ({ canceled: false, filePaths: ['/labs/a.tandem'] }) },
  ipcMain: { handle: () => undefined },
  Menu: {},
  net: {},
  protocol: {},
  session: {},
  shell: {},
}));
vi.stubGlobal('__dirname', '/');
const { createHandlers } = await import('../../main/ipc/handlers.ts');

/** The handlers over a host in which a jump runs, and what they made of it. */
function jumping(mayStop: boolean) {
  const done: string[] = [];
  const host = {
    isJumping: true,
    endJump: async () => void done.push('end jump'),
    open: async (file: string) => {
      done.push(`open ${file}`);
      return { file };
    },
    idOf: (file: string) => `id of ${file}`,
    writer: { call: {} },
    reader: { call: {} },
  };
  const opening = new Opening(host as never, async (fileName) => {
    done.push(`asked about ${fileName}`);
    return mayStop;
  });
  const handlers = createHandlers({
    host,
    opening,
    paths: { learn: () => undefined },
    preferences: { labs: [{ path: '/labs/a.tandem' }] },
    labsFolder: '/labs',
  } as never);
  return { done, handlers };
}

describe('a lab that is opened while a jump runs', () => {
  it.each(['lab:open', 'lab:open-file'] as const)('is asked about first, by %s', async (request) => {
    for (const mayStop of [true, false]) {
      const { done, handlers } = jumping(mayStop);
      const params = { id: 'id of /labs/a.tandem' };
      const answer = await handlers[request](params as never, { sender: {} } as never);
      expect([answer, done]).toEqual(
        mayStop
          ? [{ file: '/labs/a.tandem' }, ['asked about a.tandem', 'end jump', 'open /labs/a.tandem']]
          : [null, ['asked about a.tandem']],
      );
    }
  });
});
