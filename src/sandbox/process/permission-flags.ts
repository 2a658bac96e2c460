/**
 * The flags by which Node.js takes away the right to read and write files, to start programs and threads, to load native code and
 * to open a debugger. Only the account of CPU time can be read, of the thread that asks.
 *
 * Threads inherit none of it when they have flags of their own (`execArgv`), so these are for each of them, too; and one that may start threads could start
 * one without them.
 *
 * @param known - The flags that this Node.js knows: the name has changed, and each version wants its own.
 */
export function listPermissionFlags(known: ReadonlySet<string>): readonly string[] {
  const permission = known.has('--permission') ? '--permission' : '--experimental-permission';
  // SQLite opens files past the permissions.
  const others = known.has('--experimental-sqlite') ? ['--no-experimental-sqlite'] : [];
  return [permission, '--allow-fs-read=/proc/thread-self/schedstat', '--no-addons', ...others];
}
