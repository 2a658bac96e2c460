import { existsSync } from 'node:fs';

// Not from PATH: what is around plugins is not for the environment to choose.
const PLACES = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap'];

/** Where the program is: threads of Node.js may read the folder that their process is in. */
const EMPTY = '/empty';

/** Finds bubblewrap, which starts a program in namespaces of its own. */
export function findBwrap(): string | undefined {
  return PLACES.find((place) => existsSync(place));
}

/**
 * The arguments of `bwrap` for a program that needs itself and its libraries: it sees no other file, no network, no other
 * process, and ends with its parent.
 */
export function createBwrapArgs(program: string, libraries: readonly string[]): readonly string[] {
  return [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    ...['--cap-drop', 'ALL'],
    ...[program, ...libraries].flatMap((file) => ['--ro-bind', file, file]),
    // Where the loader finds libraries that are in none of its own folders.
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    // Its own processes and no others: accounts of CPU time are in it.
    ...['--proc', '/proc'],
    ...['--dir', EMPTY],
    ...['--remount-ro', '/'],
    ...['--chdir', EMPTY],
    '--',
    program,
  ];
}
