import { basename, extname } from 'node:path';
import { listExports } from './list-exports.ts';
import type { BundleModule } from './name-module.ts';

/** A module of the plugin that runs in browsers, and what it exports. */
export interface ClientModule {
  /** What `dist/frames` calls it: its file name without the ending. */
  readonly name: string;
  readonly module: BundleModule;
  readonly exports: readonly string[];
}

// Comments may stand before the directive, nothing else may.
const DIRECTIVE = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*(['"])use client\1\s*(?:;|\n|$)/;

/** Whether a module says that it is made for browsers: `'use client'` stands first, as React has it. */
export function isClientModule(text: string): boolean {
  return DIRECTIVE.test(text);
}

/** Describes a module that is made for browsers. */
export function describeClientModule(module: BundleModule): ClientModule {
  const name = basename(module.file, extname(module.file));
  return { name, module, exports: listExports(module.file) };
}

/**
 * Renders what the sandbox gets in the place of a module for browsers: a reference to each of its exports.
 *
 * So a plugin's class can name its component as any program would, and none of the component's code is in the sandbox.
 */
export function renderReferences({ name, exports }: ClientModule): string {
  const references = exports.map((each) => `Object.freeze({ module: ${JSON.stringify(name)}, component: ${JSON.stringify(each)} })`);
  return exports.map((each, index) => `const reference${index} = ${references[index] ?? ''};\nexport { reference${index} as ${JSON.stringify(each)} };\n`).join('');
}
