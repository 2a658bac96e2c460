import type { Loader, OnResolveArgs } from 'esbuild';
import { createRefusal, type Refusal } from './refusal.ts';

/** Where a bundle runs, and what it finds there. */
export interface BundleTarget {
  /** Files besides code that may be part of the bundle, by their ending. */
  readonly assets: Readonly<Record<string, Loader>>;
  /** Whether modules for browsers are replaced by references to them. */
  readonly refersToClients: boolean;
  /** The code of a module that the place itself brings; `undefined` where it brings none of this name. */
  readonly provide?: (specifier: string) => string | undefined;
  /** Whether what a style sheet names needs no file. */
  readonly isLeftAlone?: (args: OnResolveArgs) => boolean;
  /** Refuses what only other places have. */
  refuse(specifier: string): Refusal | undefined;
}

const SDK = 'plexi-plugin/sdk';
const UI = 'plexi-plugin/ui';

/** The host's sandbox. */
export const SANDBOX_TARGET: BundleTarget = {
  assets: {},
  refersToClients: true,
  refuse(specifier) {
    if (specifier === UI) return createRefusal('PLX1332', { specifier });
    return isOwn(specifier) && specifier !== SDK ? createRefusal('PLX1310', { specifier }) : undefined;
  },
};

const PROVIDED: ReadonlySet<string> = new Set(['react', 'react/jsx-runtime', 'react-dom', UI]);

const PICTURE_OR_FONT = ['.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.woff', '.woff2'];

/** The frame in a user's browser: it brings React, and can load nothing, so that pictures and fonts go into the bundle. */
export const BROWSER_TARGET: BundleTarget = {
  assets: { '.css': 'css', ...Object.fromEntries(PICTURE_OR_FONT.map((extension) => [extension, 'dataurl'] as const)) },
  refersToClients: false,
  provide: (specifier) => (PROVIDED.has(specifier) ? `module.exports = globalThis.__plexiFrame.modules[${JSON.stringify(specifier)}];` : undefined),
  isLeftAlone: ({ kind, path }) => path.startsWith('data:') || (kind === 'url-token' && path.startsWith('#')),
  refuse: (specifier) => (isOwn(specifier) ? createRefusal('PLX1330', { specifier }) : undefined),
};

function isOwn(specifier: string): boolean {
  return /^plexi-plugin(\/|$)/.test(specifier);
}
