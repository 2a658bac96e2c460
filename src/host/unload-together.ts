/**
 * Unloads plugins all at once, but nobody before those that need him.
 *
 * @param listDependants - Who must be gone before a plugin.
 */
export async function unloadTogether(
  names: readonly string[],
  listDependants: (name: string) => readonly string[],
  unload: (name: string) => Promise<void>,
): Promise<void> {
  const gone = new Map<string, Promise<void>>();
  const unloadLast = (name: string): Promise<void> => {
    const going = gone.get(name) ?? Promise.all(listDependants(name).map(unloadLast)).then(() => unload(name));
    gone.set(name, going);
    return going;
  };
  await Promise.all(names.map(unloadLast));
}
