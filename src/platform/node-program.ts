import { allowedNodeEnvironmentFlags, execPath, platform, report } from 'node:process';

/** The Node.js that runs this process. */
export interface NodeProgram {
  /** Absolute. */
  readonly path: string;
  /** The flags that may be given to its threads, too. */
  readonly flags: ReadonlySet<string>;
  readonly isLinux: boolean;
}

export function findNodeProgram(): NodeProgram {
  return { path: execPath, flags: allowedNodeEnvironmentFlags, isLinux: platform === 'linux' };
}

/** The libraries that the system has loaded for Node.js, each under the name by which it was looked for. */
export function listLoadedLibraries(): readonly string[] {
  // Connections would be looked up by name, which waits for the network. Not every version has it.
  const settings = report as { excludeNetwork?: boolean };
  const before = settings.excludeNetwork;
  settings.excludeNetwork = true;
  const { sharedObjects } = report.getReport() as { readonly sharedObjects?: readonly string[] };
  settings.excludeNetwork = before ?? false;
  return (sharedObjects ?? []).filter((file) => /^\/.*\.so(?:\.[\d.]+)?$/.test(file));
}
