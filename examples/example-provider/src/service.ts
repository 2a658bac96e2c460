import type { ChatDelta, ChatMessage, ChatModel, ChatOptions, PluginContext } from 'plexi-plugin/sdk';
import { readEvents } from './read-events.ts';

const ADDRESS = 'https://api.example.com/v1';
const FINISH_REASONS = { stop: 'stop', length: 'length', content_filter: 'content-filter' } as const;

/** What the service says, whole (`message`) or in pieces (`delta`). Any of it may be missing: it comes from outside. */
interface Answer {
  readonly choices?: readonly {
    readonly message?: { readonly content?: string | null };
    readonly delta?: { readonly content?: string | null };
    readonly finish_reason?: keyof typeof FINISH_REASONS | null;
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
  readonly error?: { readonly message?: string };
}

/** The service: asks, and says in words what went wrong. */
export class Service {
  readonly #config: PluginContext['config'];

  constructor({ config }: Pick<PluginContext, 'config'>) {
    this.#config = config;
  }

  async listModels(): Promise<readonly ChatModel[]> {
    const response = await this.#send('/models', {});
    const list = (await readJson(response)) as { readonly data?: readonly { readonly id: string }[] } | null;
    if (!list?.data) throw new Error('the service answered without models');
    return list.data.map(({ id }) => ({ id }));
  }

  async *chat(messages: readonly ChatMessage[], model: string, { stream, signal, maxTokens, temperature, stop, tools }: ChatOptions): AsyncGenerator<ChatDelta> {
    if (tools !== undefined && tools.length > 0) throw new Error('this provider passes no tools on');
    const said = messages.map(({ role, content, toolCallId }) => ({ role, content, tool_call_id: toolCallId }));
    const body = JSON.stringify({ model, messages: said, stream, temperature, stop, max_tokens: maxTokens, ...(stream && { stream_options: { include_usage: true } }) });
    // The signal ends the request when nobody waits any more.
    const response = await this.#send('/chat/completions', { method: 'POST', body, signal });
    if (stream) yield* readStream(response);
    else yield readAnswer((await readJson(response)) as Answer | null);
  }

  async #send(path: string, options: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${await this.#config.get('api_key')}`, 'content-type': 'application/json' };
    const response = await fetch(ADDRESS + path, { ...options, headers });
    if (!response.ok) throw new Error(await describeRefusal(response));
    return response;
  }
}

async function* readStream({ body }: Response): AsyncGenerator<ChatDelta> {
  if (body === null) throw new Error('the service answered with nothing');
  let isWhole = false;
  for await (const data of readEvents(body)) {
    if (data === '[DONE]') return;
    const piece = parseJson(data) as Answer;
    if (piece.error) throw new Error(`the service broke off: ${piece.error.message ?? 'no reason given'}`);
    const answer = readPiece(piece);
    isWhole ||= answer.finishReason !== undefined;
    yield answer;
  }
  if (!isWhole) throw new Error('the service broke off in the middle of its answer');
}

function readAnswer(answer: Answer | null): ChatDelta {
  if (typeof answer?.choices?.[0]?.message?.content !== 'string') throw new Error('the service answered without a message');
  return readPiece(answer);
}

function readPiece({ choices: [choice] = [], usage }: Answer): ChatDelta {
  const content = choice?.message?.content ?? choice?.delta?.content;
  return {
    ...(content && { content }),
    ...(choice?.finish_reason && { finishReason: FINISH_REASONS[choice.finish_reason] ?? 'stop' }),
    ...(usage && { usage: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } }),
  };
}

async function describeRefusal(response: Response): Promise<string> {
  if (response.status === 401) return 'the service does not accept the API key in the settings';
  if (response.status === 429) return `too many requests; try again in ${response.headers.get('retry-after') ?? 'some'} seconds`;
  return `the service answered ${response.status}: ${(await response.text()).slice(0, 200)}`;
}

async function readJson(response: Response): Promise<unknown> {
  return parseJson(await response.text());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`the service answered something that is no JSON: ${text.slice(0, 100)}`);
  }
}
