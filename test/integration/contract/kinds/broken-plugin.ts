import type { PluginKind } from '../../../../src/core/manifest/kinds.ts';
import type { Manifest } from '../../../../src/core/manifest/schema.ts';

/** A plugin that is broken on purpose in one way. */
export interface BrokenPlugin {
  /** Completes "a plugin that …". */
  readonly what: string;
  /** `src/index.ts`, or the modules of the plugin by path. */
  readonly code: string | Readonly<Record<string, string>>;
  /** The check that has to notice. */
  readonly check: string;
  /** A part of what the check says. */
  readonly reason: string;
  readonly manifest?: Partial<Manifest>;
}

/** The broken plugins of one kind. */
export interface BrokenKind {
  readonly kind: PluginKind;
  readonly code: string;
  readonly manifest?: Partial<Manifest>;
  readonly plugins: readonly BrokenPlugin[];
}

/** A class with a body, exported as a plugin exports it. */
export function inClass(base: string, body: string, types: readonly string[] = []): string {
  return `import { ${[base, ...types].join(', ')} } from 'plexi-plugin/sdk';\nexport default class Broken extends ${base} {\n${body}\n}\n`;
}
