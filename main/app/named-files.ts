import { app, dialog, type BrowserWindow } from 'electron';
import { labFileIn } from './opening.ts';

/** Files that the system names before anybody can open them; later ones go to `from`'s listener. */
export function filesNamed(): { from: (listener: (file: string) => void) => string | undefined } {
  let first = labFileIn(process.argv, process.cwd());
  let hear = (file: string): void => void (first = file);
  app.on('open-file', (event, file) => {
    event.preventDefault();
    hear(file);
  });
  return {
    from: (listener) => {
      hear = listener;
      return first;
    },
  };
}

export async function mayStopJump(window: BrowserWindow, fileName: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `A jump is running. Stop it and open ${fileName}?`,
    detail: 'The lab that is open stays at the moment that the jump has reached.',
    buttons: ['Stop and open', 'Let it run'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
