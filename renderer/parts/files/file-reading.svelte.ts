import { ask, listen } from '../../api/client.ts';

/** The file of a person's choice that is being read now, if one is. */
class FileReading {
  fileName: string | null = $state(null);

  cancel = (): void => void ask('file:cancel-reading', {});
}
export const fileReading = new FileReading();

export const watchFileReading = (): (() => void) =>
  listen('file-reading', ({ fileName }) => (fileReading.fileName = fileName));
