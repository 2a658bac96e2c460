import { basename, relative, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { Platform } from '../platform/platform.ts';
import { chooseIdentity, type GivenIdentity } from '../scaffold/choose-identity.ts';
import { personalizeFiles } from '../scaffold/personalize.ts';
import { toDisplayName } from '../scaffold/plugin-name.ts';
import { isUnpublished, provideDependencies } from '../scaffold/provide-dependencies.ts';
import type { NpmOutcome } from '../scaffold/run-npm.ts';
import { readTemplate } from '../scaffold/template.ts';
import { checkNewFolder, writeFolder } from '../scaffold/write-folder.ts';

/** What {@link initPlugin} makes. */
export interface InitRequest extends GivenIdentity {
  /** The folder of the new plugin, relative to the shell's; default: one named as the plugin. */
  readonly directory?: string | undefined;
  /** Whether npm installs the dependencies. */
  readonly install: boolean;
}

/** The new plugin. */
export interface InitReport {
  /** Absolute. */
  readonly directory: string;
  readonly name: string;
  readonly kind: string;
  /** The paths of its files, below `directory`. */
  readonly files: readonly string[];
  /** Whether npm installed plexi-plugin, or it linked itself into `node_modules`. */
  readonly dependencies: 'installed' | 'linked';
  /** The commands to go on with. */
  readonly next: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes a new plugin: complete, valid and with tests that pass.
 *
 * @throws {@link PlexiError} `PLX0004` when values are missing and nobody is there to ask; `PLX6001`, `PLX6002` or
 *   `PLX6003` when folder or name cannot be used. Nothing is left behind then.
 */
export async function initPlugin(request: InitRequest, platform: Platform): Promise<InitReport> {
  const given = request.directory === undefined ? undefined : resolve(platform.cwd, request.directory);
  if (given !== undefined) await checkNewFolder(given);
  const identity = await chooseIdentity(request, given, platform);
  const directory = given ?? resolve(platform.cwd, basename(identity.name));
  await checkNewFolder(directory);

  const { root, version } = platform.tool;
  const template = await readTemplate(root, identity.template, identity.license);
  const files = personalizeFiles(template, { ...identity, displayName: toDisplayName(identity.name) }, { toolVersion: version, year: platform.now().getFullYear() });
  await writeFolder(directory, files, platform.signal);

  const { tool, failure } = await provideDependencies(directory, request.install, platform);
  platform.signal.throwIfAborted();
  return {
    directory,
    name: identity.name,
    kind: identity.kind,
    files: files.map(({ path }) => path).sort(),
    dependencies: tool,
    next: listNextSteps(relative(platform.cwd, directory)),
    diagnostics: failure === undefined ? [] : [describeFailure(failure, directory, root)],
  };
}

function listNextSteps(path: string): readonly string[] {
  const enter = path === '' ? [] : [`cd ${/^[\w@%+=:,./\\-]+$/.test(path) ? path : JSON.stringify(path)}`];
  return [...enter, 'npm run validate', 'npm test', 'npm run pack'];
}

function describeFailure(failure: NpmOutcome, directory: string, toolRoot: string): Diagnostic {
  const advice = isUnpublished(failure)
    ? `run "npm install --save-dev ${toolRoot}" in ${directory}: the registry does not have this version of plexi-plugin`
    : `run "npm install" in ${directory} when the registry can be reached; until then plexi-plugin is linked`;
  return createDiagnostic('PLX6004', { reason: failure.reason, advice });
}
