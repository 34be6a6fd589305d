import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

/**
 * The only bridge into the window: ask, and listen. It carries messages and decides nothing; names and contents are checked
 * in the main process.
 */
contextBridge.exposeInMainWorld('tandem', {
  invoke: (name: string, params: unknown): Promise<unknown> => ipcRenderer.invoke('tandem:request', name, params),
  on(event: string, callback: (payload: unknown) => void): () => void {
    const listener = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
      if (name === event) callback(payload);
    };
    ipcRenderer.on('tandem:event', listener);
    return () => ipcRenderer.removeListener('tandem:event', listener);
  },
});
