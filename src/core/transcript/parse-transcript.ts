import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { parseLine, type Statement } from './parse-line.ts';
import { readBlocks } from './read-blocks.ts';
import type { Action, ExpectedDeed, Scene, Setup, Span, Step } from './transcript.ts';

/** What a transcript file says, and what is wrong with it. */
export interface ParsedTranscript {
  readonly scenes: readonly Scene[];
  /** Every problem; with any, the scenes are not to be played. */
  readonly diagnostics: readonly Diagnostic[];
}

interface OpenStep extends Step {
  readonly expected: ExpectedDeed[];
  readonly denied: { readonly permission: string; readonly span: Span }[];
  readonly silences: Span[];
}

interface OpenScene {
  readonly name: string;
  readonly span: Span;
  setup: Setup;
  readonly steps: OpenStep[];
}

/**
 * Parses a transcript: what people say to a plugin, and what it does then.
 *
 * @param text - The file.
 * @param file - Its name, for problems.
 */
export function parseTranscript(text: string, file: string): ParsedTranscript {
  const diagnostics: Diagnostic[] = [];
  const opening = createScene('conversation', { line: 1, column: 1, lastLine: 0 }, { outside: [] });
  const scenes = [opening];
  const at = ({ line, column }: Span): SourceLocation => ({ file, line, column });
  for (const block of readBlocks(text)) {
    const statement = parseLine(block, (problem, span) => void diagnostics.push({ ...problem, file, line: span.line, column: span.column }));
    const scene = scenes.at(-1);
    if (statement === undefined || scene === undefined) continue;
    if (statement.type === 'heading') {
      if (scenes.some(({ name }) => name === statement.name)) diagnostics.push(createDiagnostic('PLX4346', { name: statement.name }, at(statement.span)));
      scenes.push(createScene(statement.name, statement.span, opening.setup));
    } else if (!add(scene, statement)) {
      diagnostics.push(createDiagnostic('PLX4342', { name: statement.type }, at(statement.span)));
    }
  }
  const played = scenes.filter((scene) => scene !== opening || hasBegun(opening));
  for (const scene of played.filter((each) => !hasBegun(each))) diagnostics.push(createDiagnostic('PLX4345', { name: scene.name }, at(scene.span)));
  if (played.length === 0) diagnostics.push(createDiagnostic('PLX4344', {}, { file }));
  return { scenes: played, diagnostics };
}

function createScene(name: string, span: Span, setup: Setup): OpenScene {
  return { name, span, setup, steps: [createStep({ type: 'start' }, span)] };
}

function createStep(action: Action, span: Span): OpenStep {
  return { action, span, expected: [], denied: [], silences: [] };
}

function hasBegun({ steps }: OpenScene): boolean {
  const [start, ...others] = steps;
  return others.length > 0 || (start !== undefined && start.expected.length + start.denied.length + start.silences.length > 0);
}

/** @returns Whether it may stand here: `false` for what belongs before the conversation. */
function add(scene: OpenScene, statement: Exclude<Statement, { type: 'heading' }>): boolean {
  const { span } = statement;
  const step = scene.steps.at(-1);
  switch (statement.type) {
    case 'expects':
      step?.expected.push({ ...statement.deed, span });
      return true;
    case 'denied':
      step?.denied.push({ permission: statement.permission, span });
      return true;
    case 'silence':
      step?.silences.push(span);
      return true;
    case 'now':
    case 'seed':
    case 'grants': {
      const isInTime = !hasBegun(scene);
      if (isInTime) setUp(scene, { [statement.type]: statement.value }, span);
      return isInTime;
    }
    case 'acts':
      if (hasBegun(scene)) scene.steps.push(createStep(statement.action, span));
      else arrange(scene, statement.action, span);
      return true;
  }
}

// What stands before the conversation is there when the plugin starts.
function arrange(scene: OpenScene, action: Action, span: Span): void {
  switch (action.type) {
    case 'server':
    case 'model':
      setUp(scene, { outside: [...scene.setup.outside, action] }, span);
      break;
    case 'settings':
    case 'storage':
      setUp(scene, { [action.type]: { ...scene.setup[action.type], ...action.values } }, span);
      break;
    default:
      scene.steps.push(createStep(action, span));
  }
}

// The plugin starts below.
function setUp(scene: OpenScene, changes: Partial<Setup>, { lastLine }: Span): void {
  scene.setup = { ...scene.setup, ...changes };
  scene.steps[0] = createStep({ type: 'start' }, { ...scene.span, lastLine });
}
