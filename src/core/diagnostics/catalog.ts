import { archiveProblems } from './catalog/archive.ts';
import { backgroundProblems } from './catalog/background.ts';
import { bundleProblems } from './catalog/bundle.ts';
import { commandLineProblems } from './catalog/command-line.ts';
import { contractProblems } from './catalog/contracts.ts';
import { dependencyProblems } from './catalog/dependencies.ts';
import { extensionPointProblems } from './catalog/extension-points.ts';
import { hostProblems } from './catalog/host.ts';
import { isolationProblems } from './catalog/isolation.ts';
import { kernelProblems } from './catalog/kernels.ts';
import { limitProblems } from './catalog/limits.ts';
import { manifestProblems } from './catalog/manifest.ts';
import { modelProblems } from './catalog/models.ts';
import { permissionProblems } from './catalog/permissions.ts';
import { pluginCommandProblems } from './catalog/plugin-commands.ts';
import { projectProblems } from './catalog/project.ts';
import { recordingProblems } from './catalog/recordings.ts';
import { registryProblems } from './catalog/registry.ts';
import { sandboxProblems } from './catalog/sandbox.ts';
import { scaffoldProblems } from './catalog/scaffold.ts';
import { serviceProblems } from './catalog/services.ts';
import { signingProblems } from './catalog/signing.ts';
import { testProblems } from './catalog/testing.ts';
import { transcriptProblems } from './catalog/transcripts.ts';
import { uiProblems } from './catalog/ui.ts';

/** Every problem the product can report, by code. Codes are never renumbered or reused. */
export const CATALOG = {
  ...commandLineProblems,
  ...projectProblems,
  ...manifestProblems,
  ...permissionProblems,
  ...bundleProblems,
  ...archiveProblems,
  ...signingProblems,
  ...sandboxProblems,
  ...hostProblems,
  ...dependencyProblems,
  ...backgroundProblems,
  ...pluginCommandProblems,
  ...extensionPointProblems,
  ...serviceProblems,
  ...testProblems,
  ...contractProblems,
  ...transcriptProblems,
  ...recordingProblems,
  ...modelProblems,
  ...isolationProblems,
  ...limitProblems,
  ...kernelProblems,
  ...registryProblems,
  ...scaffoldProblems,
  ...uiProblems,
} as const;

/** A code of the catalogue. */
export type ProblemCode = keyof typeof CATALOG;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The values a code's message and hint need, read off their text. */
export type ProblemParameters<Code extends ProblemCode> = Readonly<
  // Not of both in one text: that would be every message with every hint, more than the compiler takes.
  Record<Names<(typeof CATALOG)[Code]['message']> | Names<(typeof CATALOG)[Code]['hint']>, string | number>
>;

/** Whether a text is a code of the catalogue. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(CATALOG, text);
}
