/**
 * Puts a text on the clipboard; false when neither way works. The app grants no permissions, the clipboard's included, so the
 * older way by a selection is what usually works: it needs none, only that a person has just pressed something.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'visually-hidden';
    const focused = document.activeElement;
    // A dialog lets the focus go nowhere else, and without the focus nothing is selected and an empty text is copied.
    (focused?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body).append(field);
    field.select();
    // Deprecated, and yet the only way without a permission; browsers keep it for that reason.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const isCopied = document.execCommand('copy');
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isCopied;
  }
}
