import { formatBytes } from '../text/format-bytes.ts';

/** What is shown of a build. */
export interface ShownBuild {
  readonly code: string;
  readonly size: number;
  readonly inputs: readonly { readonly path: string; readonly bytesInOutput: number }[];
  readonly packages: readonly { readonly name: string; readonly version: string; readonly license?: string; readonly bytesInOutput: number }[];
}

/** Renders what a build consists of, largest part first: the plugin's files, and every package as one. */
export function renderBuild({ code, size, inputs, packages }: ShownBuild): string {
  const files = inputs.filter(({ path }) => !path.startsWith('npm:')).map(({ path, bytesInOutput }) => ({ what: path, bytesInOutput }));
  const bundled = packages.map(({ name, version, license, bytesInOutput }) => ({ what: `${name} ${version} (${license ?? 'no licence stated'})`, bytesInOutput }));
  const parts = [...files, ...bundled].sort((a, b) => b.bytesInOutput - a.bytesInOutput);
  const lines = parts.map(({ what, bytesInOutput }) => `  ${formatBytes(bytesInOutput).padStart(10)}  ${what}`);
  return [`Built ${code} (${formatBytes(size)})`, ...lines].join('\n');
}
