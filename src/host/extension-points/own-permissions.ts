import type { Manifest } from '../../core/manifest/schema.ts';

/** The permissions that a plugin defines for its users. */
export function listDefined({ defines_permissions: defined = [] }: Manifest): readonly string[] {
  return defined.map(({ name }) => name);
}

/** What a plugin is told of the permissions that a user has: those that it defines itself, and none of others. */
export function listOwn(manifest: Manifest, held: readonly string[]): string[] {
  return listDefined(manifest).filter((name) => held.includes(name));
}
