/** One framed block of `dsregcmd /status`: its fields in order, null for an empty line between groups. */
export type Block = { title: string; fields: readonly (readonly [name: string, value: string] | null)[] };

export const yesNo = (is: boolean): string => (is ? 'YES' : 'NO');
