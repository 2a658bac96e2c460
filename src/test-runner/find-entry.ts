import type { SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { listEntryPoints } from '../core/manifest/entry-points.ts';
import type { PluginUnderTest } from './plugin-under-test.ts';

/** A plugin's first entry point: where to look when nothing points anywhere nearer. */
export function findEntry({ source, manifestFile }: PluginUnderTest): SourceLocation {
  const [first] = listEntryPoints(source.manifest);
  const file = first?.entry.replace(/:[^:/\\]+$/, '');
  return { file: file === undefined || source.folder === undefined ? manifestFile : `${source.folder}/${file}` };
}
