import { ask } from '../../api/client.ts';

/** Puts a text on the clipboard; pages have no permission to, so the main process does it. */
export const copyText = async (text: string): Promise<boolean> => (await ask('clipboard:write', { text })).ok;

/** An error as somebody who helps needs it: without names, with the last lines of the log. */
export async function copyDetails({ code, message }: { code: string; message: string }): Promise<boolean> {
  const details = await ask('app:details', { code: code.slice(0, 64), message: message.slice(0, 4000) });
  return details.ok && copyText(details.value);
}
