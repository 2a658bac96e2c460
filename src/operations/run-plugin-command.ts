import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { CommandLine } from '../../sdk/kinds/cli-output.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { Painter } from '../core/diagnostics/render-diagnostic.ts';
import { renderCommandList } from '../core/plugin-commands/render-commands.ts';
import { parsePermissions } from '../core/permissions/parse-permissions.ts';
import { parseGrantFlag, permissionOf } from '../core/registry/grants.ts';
import { createCliCommands, type CliCommands } from '../host/extension-points/cli-commands.ts';
import { createPluginManager } from '../host/create-plugin-manager.ts';
import type { LogRecord } from '../host/log.ts';
import type { HostServices } from '../host/host-environment.ts';
import type { PluginManager } from '../host/plugin-manager.ts';
import type { PluginSource } from '../host/plugin-source.ts';
import { createFileSettings } from '../host/services/file-settings.ts';
import { createFileStorage } from '../host/services/file-storage.ts';
import type { Platform } from '../platform/platform.ts';
import { openRunnable, type RunnablePlugin } from './open-runnable.ts';

/** Which command of which plugin to run, and as whom. */
export interface RunRequest {
  /** `FILE.plx`, the name of an installed plugin, or a folder. */
  readonly plugin: string;
  /** The command and what follows it; `--help` and `--search WORD` ask for help. */
  readonly words: readonly string[];
  /** `--grant`: what the plugin may do, besides what was granted when it was installed. */
  readonly grant?: string | undefined;
  /** The folder of installed plugins; default: `plugins`. */
  readonly to?: string | undefined;
  /** Where the plugin's storage and settings are kept; default: nowhere. */
  readonly data?: string | undefined;
  /** Who runs it; default: `local`. */
  readonly user?: string | undefined;
  readonly admin?: boolean | undefined;
  readonly confirm?: boolean | undefined;
  readonly paint: Painter;
  readonly onPrint: (line: CommandLine) => void;
  readonly onLog: (record: LogRecord) => void;
}

/** What a command did. */
export interface RunReport {
  readonly plugin: string;
  readonly version: string;
  /** The command that was run; absent when help was asked for. */
  readonly command?: string;
  readonly exitCode: number;
  /** Help, where it was asked for. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

// A person sits in front of it, and ends it when it takes too long.
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * Runs one command of a CLI plugin in a host of its own, or shows its help.
 *
 * @throws {@link PlexiError} `PLX4170` to `PLX4178` when it is not run; PLX40xx when it failed; as `openRunnable` does.
 */
export async function runPluginCommand(request: RunRequest, platform: Platform): Promise<RunReport> {
  const { source, grants, needed, diagnostics } = await openRunnable(request.plugin, request.to ?? 'plugins', platform);
  const { name, version } = source.manifest;
  const found: Diagnostic[] = [...diagnostics];
  const manager = createPluginManager({
    services: openServices(request, source, platform),
    onLog: request.onLog,
    onDiagnostic: (_plugin, diagnostic) => { found.push(diagnostic); },
  });
  try {
    await start(manager, name, [...needed, { source, grants: [...grants, ...listGrants(source, request.grant)] }]);
    const outcome = await answer(createCliCommands(manager), name, request, platform);
    return { plugin: name, version, ...outcome, diagnostics: found };
  } finally {
    await manager.close();
  }
}

function openServices({ data }: RunRequest, { folder }: PluginSource, platform: Platform): Partial<HostServices> {
  if (data === undefined) return {};
  const directory = resolve(platform.cwd, data);
  // Whatever is in a plugin's folder goes into its archive, and would be published with it.
  if (folder !== undefined && isInside(directory, folder)) fail('PLX4178', { data, folder });
  return { storage: createFileStorage({ directory }), settings: createFileSettings({ directory }) };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function listGrants(source: PluginSource, flag = ''): readonly string[] {
  const { all, grants } = parseGrantFlag(flag);
  return [...(all ? parsePermissions(source.manifest).flatMap(({ permission, isOptional }) => (isOptional ? [] : [permission])) : []), ...grants];
}

// A plugin that can do without another one is run without it.
async function start(manager: PluginManager, name: string, plugins: readonly RunnablePlugin[]): Promise<void> {
  const { failed } = await manager.loadPlugins(plugins.map(({ source, grants }) => ({ source, grants: [...new Set(grants.map(permissionOf))], enable: true })));
  const [first, ...rest] = failed.flatMap(({ diagnostics }) => diagnostics);
  if (first !== undefined && failed.some(({ plugin }) => plugin === name)) throw new PlexiError([first, ...rest]);
}

type Outcome = Pick<RunReport, 'command' | 'exitCode' | 'text'>;

async function answer(cli: CliCommands, plugin: string, request: RunRequest, platform: Platform): Promise<Outcome> {
  const { words, paint } = request;
  if (cli.list({ plugin }).length === 0) fail('PLX4176', { plugin });
  const [first, ...rest] = words;
  if (first === '--search') return { exitCode: 0, text: renderCommandList(cli.search(rest.join(' '), { plugin }), paint) };
  const asked = words.findIndex((word) => word === '--help' || word === '-h');
  const end = words.indexOf('--');
  if (first === undefined || (asked >= 0 && (end < 0 || asked < end))) {
    return { exitCode: 0, text: cli.help(words.slice(0, Math.max(asked, 0)), { plugin }, paint) };
  }
  return run(cli, plugin, request, platform);
}

async function run(cli: CliCommands, plugin: string, { words, user = 'local', admin = false, confirm = false, onPrint }: RunRequest, platform: Platform): Promise<Outcome> {
  const { name, dangerous, summary } = cli.find(words, { plugin });
  const asks = dangerous === true && !confirm && platform.interactive;
  const isConfirmed = asks ? await platform.prompts.confirm({ message: `${name}: ${summary} Run it?`, default: false }) : confirm;
  const { signal } = platform;
  const exitCode = await cli.run({ words, plugin, user: { id: user, isAdmin: admin }, isConfirmed, signal, timeoutMs: LONGEST_MS, onPrint });
  return { command: name, exitCode };
}
