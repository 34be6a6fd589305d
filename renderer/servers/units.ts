/** A unit of the directory: its whole name, `Berlin/Computers`, what it is called itself, and what lies in it. */
export type Unit = { name: string; title: string; units: Unit[] };

/** Units by their whole names, as a tree; one that holds only others is in it too. */
export function treeOfUnits(names: readonly string[]): Unit[] {
  const root: Unit[] = [];
  for (const name of names) {
    let level = root;
    let path = '';
    for (const title of name.split('/')) {
      path = path === '' ? title : `${path}/${title}`;
      let unit = level.find((one) => one.title === title);
      if (!unit) level.push((unit = { name: path, title, units: [] }));
      level = unit.units;
    }
  }
  return root;
}
