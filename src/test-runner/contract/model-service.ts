import type { FakeAnswer, RecordedRequest } from '../../host/services/fake-http.ts';

/** What a service of models says, piece by piece: with characters of one to four bytes. */
export const WORDS: readonly string[] = ['one ', 'två ', '三 ', 'four ', '🙂'];

const MODELS = ['contract-1', 'contract-2', 'contract-3'];
const CUT = 7;

/** How a service speaks: a whole answer, and the events of a stream. */
interface Protocol {
  readonly fits: RegExp;
  /** Whether it streams unless it is told not to. */
  readonly streams?: boolean;
  readonly whole: unknown;
  piece(text: string): string;
  readonly end: string;
  readonly mediaType: string;
}

const event = (data: unknown, name = ''): string => `${name === '' ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const EVENTS = 'text/event-stream';

const OPENAI: Protocol = {
  fits: /(?:)/,
  whole: { id: 'answer-1', object: 'chat.completion', created: 1_767_268_800, model: MODELS[0], choices: [{ index: 0, message: { role: 'assistant', content: WORDS.join('') }, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 } },
  piece: (text) => event({ id: 'answer-1', object: 'chat.completion.chunk', created: 1_767_268_800, model: MODELS[0], choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
  end: event({ id: 'answer-1', object: 'chat.completion.chunk', created: 1_767_268_800, model: MODELS[0], choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) + event('[DONE]'),
  mediaType: EVENTS,
};

const ANTHROPIC: Protocol = {
  fits: /\/messages$/,
  whole: { id: 'answer-1', type: 'message', role: 'assistant', model: MODELS[0], content: [{ type: 'text', text: WORDS.join('') }], stop_reason: 'end_turn', usage: { input_tokens: 9, output_tokens: 5 } },
  piece: (text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }, 'content_block_delta'),
  end: event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } }, 'message_delta') + event({ type: 'message_stop' }, 'message_stop'),
  mediaType: EVENTS,
};

const OLLAMA: Protocol = {
  fits: /\/api\/(?:chat|generate)$/,
  streams: true,
  whole: { model: MODELS[0], message: { role: 'assistant', content: WORDS.join('') }, response: WORDS.join(''), done: true, done_reason: 'stop', prompt_eval_count: 9, eval_count: 5 },
  piece: (text) => `${JSON.stringify({ model: MODELS[0], message: { role: 'assistant', content: text }, response: text, done: false })}\n`,
  end: `${JSON.stringify({ model: MODELS[0], message: { role: 'assistant', content: '' }, response: '', done: true, done_reason: 'stop' })}\n`,
  mediaType: 'application/x-ndjson',
};

/** Answers as a service of models does: with its list, with a whole answer, or with a stream that is cut anywhere. */
export function answerAsService(request: RecordedRequest): FakeAnswer {
  if (request.method === 'GET') return answerList();
  const protocol = findProtocol(request);
  if (!asksForStream(request, protocol)) return { json: protocol.whole };
  const text = `${protocol.mediaType === EVENTS ? ': keep-alive\n\n' : ''}${WORDS.map((word) => protocol.piece(word)).join('')}${protocol.end}`;
  return { headers: { 'content-type': protocol.mediaType }, stream: cut(Buffer.from(text)) };
}

/** Answers as {@link answerAsService}, but its streams have one piece, and then only wait. */
export function answerWithoutEnd(request: RecordedRequest, wait: () => Promise<void>): FakeAnswer {
  if (request.method === 'GET') return answerList();
  const protocol = findProtocol(request);
  if (!asksForStream(request, protocol)) return { json: protocol.whole };
  async function* begin(): AsyncGenerator<string> {
    yield protocol.piece(WORDS[0] ?? '');
    await wait();
  }
  return { headers: { 'content-type': protocol.mediaType }, stream: begin() };
}

function answerList(): FakeAnswer {
  return { json: { object: 'list', data: MODELS.map((id) => ({ id, object: 'model', type: 'model', display_name: id })), models: MODELS.map((name) => ({ name, model: name })) } };
}

function findProtocol({ url }: RecordedRequest): Protocol {
  const { pathname } = new URL(url);
  return [ANTHROPIC, OLLAMA].find(({ fits }) => fits.test(pathname)) ?? OPENAI;
}

function asksForStream({ body }: RecordedRequest, { streams = false }: Protocol): boolean {
  const [, said] = /"stream"\s*:\s*(true|false)/.exec(body) ?? [];
  return said === undefined ? streams : said === 'true';
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CUT) yield bytes.slice(at, at + CUT);
}
