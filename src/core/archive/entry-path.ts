// Characters that Windows file names cannot hold, and those that make a name look like another one:
// controls, bidirectional marks, zero-width and other format characters, lone surrogates.
const FORBIDDEN = /[<>:"|?*\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/u;

// Looked for in whole paths: an archive has thousands, and taking each apart costs more than all that is looked for.
const EMPTY = /\/(?:\/|$)/;
const DOTS = /(?:^|\/)(\.\.?)(?:\/|$)/;
const DROPPED = /[. ](?:\/|$)/;

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: with any extension, in any case.
const RESERVED = /(?:^|\/)((?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.[^/]*)?)(?:\/|$)/i;

/**
 * Says why a path cannot be the path of an entry.
 *
 * An entry's path is relative, uses `/`, stays inside its folder and means the same file on every
 * system: on Windows and on macOS as on Linux.
 *
 * @returns The reason, to follow the path in a sentence; `undefined` when the path is fine.
 */
export function refuseEntryPath(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/')) return 'is absolute';
  if (FORBIDDEN.test(path)) return 'has a character that not every system can keep or show in a file name';
  if (EMPTY.test(path)) return 'has an empty part';
  const dots = DOTS.exec(path)?.[1];
  if (dots !== undefined) return `has the part "${dots}"`;
  // Windows drops trailing dots and spaces: "a." and "a" are one file there.
  if (DROPPED.test(path)) return 'has a part that ends in a dot or a space, which Windows drops';
  const device = RESERVED.exec(path)?.[1];
  return device === undefined ? undefined : `has the part "${device}", which names a device on Windows`;
}

/** Two paths that would be one file, or one folder, on some systems. */
export interface PathCollision {
  readonly first: string;
  readonly second: string;
}

/**
 * Finds paths that some systems cannot tell apart: by case, by Unicode form, or because one is a
 * file where another needs a folder. Folders are compared too: `A/x` and `a/y` collide.
 */
export function findCollisions(paths: readonly string[]): readonly PathCollision[] {
  const seen = new Map<string, { readonly spelling: string; readonly path: string; readonly isFile: boolean }>();
  const folders = new Set<string>();
  const collisions: PathCollision[] = [];
  for (const path of paths) {
    // Where the folder of a file is known, so are those above it.
    const isInKnownFolder = folders.has(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    for (const part of isInKnownFolder ? [path] : ancestorsOf(path)) {
      if (part !== path && folders.has(part)) continue;
      const isFile = part === path;
      const key = foldPath(part);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { spelling: part, path, isFile });
      else if (isFile || known.isFile || known.spelling !== part) {
        collisions.push({ first: known.path, second: path });
        break;
      }
      if (!isFile) folders.add(part);
    }
  }
  return collisions;
}

function* ancestorsOf(path: string): Generator<string> {
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) yield path.slice(0, at);
  yield path;
}

const ASCII = /^[ -~]*$/;

// Some letters meet only in upper case ("ß" and "SS", "ſ" and "s"), others only in lower case ("ẞ" and "ß").
function foldPath(path: string): string {
  if (ASCII.test(path)) return path.toLowerCase();
  return path.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}
