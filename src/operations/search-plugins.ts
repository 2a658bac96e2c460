import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { SearchHit } from '../core/registry/search-plugins.ts';
import type { Platform } from '../platform/platform.ts';
import { openRegistry } from '../registry/open-registry.ts';

/** What to look for, and where. */
export interface SearchRequest {
  readonly words: readonly string[];
  readonly registry?: string | undefined;
}

/** What was found. */
export interface SearchReport {
  readonly registry: string;
  /** Best first; at most 50. */
  readonly plugins: readonly SearchHit[];
  readonly diagnostics: readonly Diagnostic[];
}

const LIMIT = 50;

/** Finds plugins by words of their name, tags and description; without words, lists them all. */
export async function searchPlugins(request: SearchRequest, platform: Platform): Promise<SearchReport> {
  const registry = await openRegistry(request.registry, 'read', platform);
  const { hits, diagnostics } = await registry.search(request.words, LIMIT);
  return { registry: registry.location, plugins: hits, diagnostics };
}
