/** `Berlin/Computers` as the part of a distinguished name that stands for it: `OU=Computers,OU=Berlin`. */
export const pathOfUnit = (unit: string): string =>
  unit
    .split('/')
    .reverse()
    .map((name) => `OU=${name}`)
    .join(',');

/** `CN=X,OU=Computers,OU=Berlin,DC=…` → `Berlin/Computers`. */
export const ouOf = (distinguishedName: string): string =>
  [...distinguishedName.matchAll(/OU=([^,]+)/g)]
    .map((match) => match[1]!)
    .reverse()
    .join('/');
