import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import { HostCallError, type PluginFailure } from '../../sandbox/engine.ts';
import type { ChatRequest } from '../extension-points/providers.ts';
import type { AiService } from '../services/ai.ts';
import type { PluginScope } from '../plugin-scope.ts';
import { defineMethod } from './method.ts';
import { integer, list, number, oneOf, optional, parseParams, text, type Parsed, type ParamParser } from './parse-params.ts';

const MESSAGE = { role: oneOf('system', 'user', 'assistant'), content: text({ min: 0, max: 500_000 }) };
const message: ParamParser<Parsed<typeof MESSAGE>> = (value) => parseParams(MESSAGE, value ?? null);

const REQUEST = {
  messages: list(message, { max: 1_000 }),
  model: optional(text({ max: 300 })),
  temperature: optional(number({ min: 0, max: 2 })),
  maxTokens: optional(integer({ min: 1, max: 1_000_000 })),
  stop: optional(list(text({ max: 200 }), { max: 16 })),
};

/** Questions to the AI models of the host. */
export const aiMethods = {
  'ai.models': defineMethod({}, async (_, { ai }) =>
    (await ai.listModels()).map(({ id, plugin, name, description }) => ({ id, plugin, ...(name !== undefined && { name }), ...(description !== undefined && { description }) }))),
  'ai.chat': defineMethod(REQUEST, (request, { ai, scope }) => attempt(async () => {
    const { plugin, model, content } = await whileEnabled(scope, async (signal) => ai.chat({ ...(await createRequest(ai, request)), signal }));
    return { plugin, model, content };
  })),
  'ai.stream': defineMethod(REQUEST, async (request, { ai, scope, streams }) => {
    const asked = await attempt(() => createRequest(ai, request));
    return { stream: streams.open(readTexts(ai, asked, scope), 'ai.use') };
  }),
};

async function createRequest(ai: AiService, { model, messages, ...rest }: Parsed<typeof REQUEST>): Promise<Omit<ChatRequest, 'signal'>> {
  const chosen = model ?? (await ai.listModels())[0]?.id;
  if (chosen === undefined) throw new HostCallError('NOT_AVAILABLE', 'this host has no AI model');
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { model: chosen, messages, ...given };
}

async function* readTexts(ai: AiService, request: Omit<ChatRequest, 'signal'>, scope: PluginScope): AsyncGenerator<JsonValue> {
  const { signal, release } = openSignal(scope);
  try {
    for await (const { content } of ai.stream({ ...request, signal })) if (content !== undefined && content !== '') yield content;
  } catch (error) {
    throw toRefusal(error);
  } finally {
    release();
  }
}

async function whileEnabled<Result>(scope: PluginScope, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const { signal, release } = openSignal(scope);
  try {
    return await work(signal);
  } finally {
    release();
  }
}

/** A signal that is aborted when the plugin is disabled, until it is released: a plugin may ask a million times before. */
function openSignal(scope: PluginScope): { readonly signal: AbortSignal; readonly release: () => void } {
  const ended = new AbortController();
  const release = scope.onDisable(() => { ended.abort(new Error('the plugin was disabled')); });
  return { signal: ended.signal, release };
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toRefusal(error);
  }
}

function toRefusal(error: unknown): unknown {
  if (!(error instanceof PlexiError)) return error;
  const { code, message } = error;
  const thrown = (code === 'PLX4010' ? error.cause : undefined) as PluginFailure | undefined;
  return new HostCallError(code === 'PLX4303' ? 'NOT_AVAILABLE' : 'AI_FAILED', message, thrown?.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs });
}
