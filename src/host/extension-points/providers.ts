import type { ChatMessage, ChatOptions } from '../../../sdk/kinds/provider.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { fail, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PluginArgument } from '../boundary.ts';
import type { Extension, Extensions } from '../extensions.ts';
import { completion, delta, MODEL_ID, modelOptions, models, type Completion, type Delta, type ModelOptions } from './chat-shapes.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { failNotOffered, isNamed } from './find-contributed.ts';
import { readResult, type ResultSource } from './read-result.ts';
import { isStream } from './shape.ts';

/** A model of a provider. */
export const modelType = defineContributionType({ type: 'model', name: MODEL_ID, options: modelOptions });

/** A model that can be asked. */
export interface OfferedModel extends ModelOptions {
  readonly plugin: string;
  readonly id: string;
}

/** A question to a model. */
export interface ChatRequest extends Partial<Omit<ChatOptions, 'stream' | 'signal'>> {
  /** The model's id, or with its plugin's name before it: `parrots/parrot-1`. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Ends the question, in the plugin as well. */
  readonly signal?: AbortSignal;
}

/** An answer, and who gave it. */
export interface ChatAnswer extends Completion {
  readonly plugin: string;
  readonly model: string;
}

/** The AI models of a host. */
export interface Providers {
  /** Every model, by priority of the plugins. A provider that cannot say what it has is left out, and reported. */
  listModels(): Promise<readonly OfferedModel[]>;
  /**
   * Asks a model. Where several plugins offer it, the next one is asked when one fails.
   *
   * @throws {@link PlexiError} `PLX4303` when nobody offers the model; otherwise why each plugin failed, the first one first.
   */
  chat(request: ChatRequest): Promise<ChatAnswer>;
  /**
   * Asks a model and gives its answer piece by piece. The next plugin is asked when one fails before its first piece.
   * Whoever stops reading stops the plugin as well.
   *
   * @throws {@link PlexiError} as `chat`, when the first piece is read; later on also PLX40xx and `PLX4301`.
   */
  stream(request: ChatRequest): AsyncIterable<Delta>;
}

/** What the models of a host are made from. */
export interface ProvidersOptions {
  readonly extensions: Extensions;
  /** Takes what went wrong without ending what was asked for: a provider that was passed over. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

type Model = Contributed<ModelOptions>;

// A provider waits for a service that thinks.
const TIMEOUT_MS = 120_000;
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** Makes the AI models of a host. */
export function createProviders({ extensions, onDiagnostic = () => undefined }: ProvidersOptions): Providers {
  async function listAsked(extension: Extension): Promise<readonly Model[]> {
    if (!extension.hooks.includes('listModels')) return [];
    const target = { plugin: extension.plugin, entry: extension.entry, hook: 'listModels' };
    try {
      const found = readResult(models, await extensions.invoke(target, []), target);
      return found.map(({ id, ...options }) => ({ extension, name: id, options }));
    } catch (error) {
      onDiagnostic(extension.plugin, readFailure(error).diagnostics[0]);
      return [];
    }
  }

  async function listAll(): Promise<readonly Model[]> {
    const fixed = listContributed(extensions, modelType);
    const found = await Promise.all(extensions.list({ kind: 'provider' }).map(async (extension) => {
      const own = fixed.filter((model) => model.extension.plugin === extension.plugin && model.extension.entry === extension.entry);
      const asked = await listAsked(extension);
      return [...own, ...asked.filter(({ name }) => !own.some((model) => model.name === name))];
    }));
    return found.flat();
  }

  async function findModels(wanted: string): Promise<readonly Model[]> {
    const fixed = listContributed(extensions, modelType).filter((model) => isNamed(model, wanted));
    // Who has to be asked first what it offers is asked only where nobody says so in its code.
    if (fixed.length > 0) return fixed;
    const all = await listAll();
    const found = all.filter((model) => isNamed(model, wanted));
    return found.length > 0 ? found : failNotOffered(all, wanted, 'model');
  }

  async function* ask({ extension, name }: Model, request: ChatRequest, stream: boolean): AsyncGenerator<Delta> {
    const target = { plugin: extension.plugin, entry: extension.entry, hook: 'chatCompletion', timeoutMs: TIMEOUT_MS };
    const { messages, temperature, maxTokens, stop, tools, signal = new AbortController().signal } = request;
    const args = [messages, name, { stream, signal, temperature, maxTokens, stop, tools }] as unknown as readonly PluginArgument[];
    const result = await extensions.invoke(target, args);
    if (!isStream(result)) {
      yield readResult(completion, result, target);
      return;
    }
    for await (const piece of result) yield readResult(delta, piece, target);
  }

  return {
    listModels: async () => (await listAll()).map(({ extension, name, options }) => ({ plugin: extension.plugin, id: name, ...options })),
    chat: async (request) =>
      tryEach(await findModels(request.model), request.signal, async (model) => {
        const { plugin } = model.extension;
        return { plugin, model: model.name, ...(await collect(ask(model, request, false), { plugin, hook: 'chatCompletion' })) };
      }),
    async *stream(request) {
      const answer = await tryEach(await findModels(request.model), request.signal, async (model) => {
        const pieces = ask(model, request, true);
        return { pieces, first: await pieces.next() };
      });
      try {
        for (let next = answer.first; next.done !== true; next = await answer.pieces.next()) yield next.value;
      } finally {
        await answer.pieces.return(undefined);
      }
    },
  };

  async function tryEach<Answer>(candidates: readonly Model[], signal: AbortSignal | undefined, attempt: (model: Model) => Promise<Answer>): Promise<Answer> {
    const failures: PlexiError[] = [];
    for (const [at, model] of candidates.entries()) {
      try {
        return await attempt(model);
      } catch (error) {
        // Nobody waits any more: the reason is the caller's own.
        signal?.throwIfAborted();
        const found = readFailure(error);
        failures.push(found);
        if (at < candidates.length - 1) onDiagnostic(model.extension.plugin, found.diagnostics[0]);
      }
    }
    const [first, ...others] = failures;
    throw first === undefined
      ? new Error('there is a model to ask')
      : new PlexiError([...first.diagnostics, ...others.flatMap(({ diagnostics }) => diagnostics)], { cause: first.cause });
  }
}

async function collect(pieces: AsyncIterable<Delta>, source: ResultSource): Promise<Completion> {
  const texts: string[] = [];
  let length = 0;
  let rest: Omit<Completion, 'content'> = {};
  for await (const { content = '', toolCalls = [], ...others } of pieces) {
    texts.push(content);
    // Pieces that say nothing count as well: without that they could go on for ever.
    length += 1 + content.length + (toolCalls.length === 0 ? 0 : JSON.stringify(toolCalls).length);
    if (length > LONGEST_ANSWER) fail('PLX4305', { ...source, limit: LONGEST_ANSWER });
    const calls = [...(rest.toolCalls ?? []), ...toolCalls];
    rest = { ...rest, ...others, ...(calls.length > 0 && { toolCalls: calls }) };
  }
  return { content: texts.join(''), ...rest };
}

function readFailure(error: unknown): PlexiError {
  if (error instanceof PlexiError) return error;
  throw error;
}
