/** How the details of an error are copied. The app says so once; without it, errors offer no such button. */
export type CopyDetails = (failure: { code: string; message: string }) => Promise<boolean>;

class Details {
  copy: CopyDetails | null = $state.raw(null);
}
export const details = new Details();
