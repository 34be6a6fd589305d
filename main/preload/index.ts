import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';

/**
 * The only bridge into the window: ask, listen, and hand over a dropped file. It carries messages and decides nothing; names and contents are checked
 * in the main process.
 */
contextBridge.exposeInMainWorld('tandem', {
  invoke: (name: string, params: unknown): Promise<unknown> => ipcRenderer.invoke('tandem:request', name, params),
  /** A token for a file that a person dropped; its path goes to the main process and to nobody else. */
  take: (file: File): Promise<unknown> => ipcRenderer.invoke('tandem:drop', webUtils.getPathForFile(file)),
  on(event: string, callback: (payload: unknown) => void): () => void {
    const listener = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
      if (name === event) callback(payload);
    };
    ipcRenderer.on('tandem:event', listener);
    return () => ipcRenderer.removeListener('tandem:event', listener);
  },
});
