import { join } from 'node:path';

/** The Node.js that runs everything here. */
export const NODE = process.execPath;

/** The tree of plexi-plugin. */
export const ROOT = join(import.meta.dirname, '..');

/** The built command line. */
export const CLI = join(ROOT, 'dist', 'bin', 'plexi-plugin.js');
