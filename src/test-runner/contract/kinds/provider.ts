import { setTimeout } from 'node:timers/promises';
import type { ChatMessage } from '../../../../sdk/kinds/provider.ts';
import { models, type Delta } from '../../../host/extension-points/chat-shapes.ts';
import { modelType, type ChatAnswer, type ChatRequest } from '../../../host/extension-points/providers.ts';
import { listContributed } from '../../../host/extension-points/contribution.ts';
import { readResult } from '../../../host/extension-points/read-result.ts';
import type { FakeAnswer } from '../../../host/services/fake-http.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt, quote, type Outcome } from '../attempt.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { answerAsService, answerWithoutEnd } from '../model-service.ts';
import { answerAll, NONSENSE, REFUSALS, TOO_MANY, type Trouble } from '../upstream.ts';

const QUESTION: readonly ChatMessage[] = [{ role: 'user', content: 'Say one two three four five, please. What do you think?' }];

// For what is under way between the plugin and its host: to see that nothing comes, and to wait for what has to.
const AFTERMATH_MS = 25;
const LONGEST_AFTERMATH_MS = 5_000;

/** Conversations of every sort. */
const CONVERSATIONS: readonly (readonly ChatMessage[])[] = [
  [{ role: 'system', content: 'Be brief.' }, ...QUESTION],
  [{ role: 'user', content: '' }],
  [{ role: 'user', content: '👩‍👩‍👧 שלום "quoted" \\ \u0000 </s>' }],
  [...QUESTION, { role: 'assistant', content: '', toolCalls: [{ id: 'call-1', name: 'add', arguments: { a: 1 } }] }, { role: 'tool', content: '2', toolCallId: 'call-1' }],
  [{ role: 'system', content: 'Nobody has said anything yet.' }],
];

/** What a provider must do with its models. */
export const providerChecks = defineChecks('PLX4314', [
  {
    name: 'lists its models',
    proves: 'It has at least one model, and names none twice, neither in "models" nor in "listModels". A server that it asks has a list of three.',
    isolated: true,
    async run(context) {
      const host = await startWithService(context);
      const fixed = listContributed(host.extensions, modelType).map(({ name }) => name);
      const { result: asked, refusal } = await attempt(host, 'when it lists its models', () => listAsked(host));
      const all = [...fixed, ...(asked ?? [])];
      const twice = [fixed, asked ?? []].flatMap((names) => names.filter((name, at) => names.indexOf(name) < at))[0];
      if (twice !== undefined) return { reason: `it lists the model "${twice}" twice` };
      return all.length > 0 || refusal !== undefined ? undefined : { reason: 'it has no model' };
    },
  },
  {
    name: 'answers',
    proves: 'Asked without streaming, its first model answers with a text that is not empty. Where it asks a server, that one answers as OpenAI, Anthropic and Ollama do; other protocols are not judged.',
    needs: 'lists its models',
    isolated: true,
    async run(context) {
      const host = await startWithService(context);
      const { result } = await ask(host, { messages: QUESTION });
      return result?.content === '' && result.toolCalls === undefined ? { reason: 'it answers with nothing' } : undefined;
    },
  },
  {
    name: 'takes every conversation',
    proves: 'Instructions, empty messages, other writings, calls of functions and their results, and few tokens to answer with are taken, or refused with an error that says why.',
    needs: 'answers',
    isolated: true,
    async run(context) {
      const host = await startWithService(context);
      for (const messages of CONVERSATIONS) await ask(host, { messages, temperature: 0, maxTokens: 5, stop: ['\n'] });
      return undefined;
    },
  },
  {
    name: 'streams in order',
    proves: 'The pieces of a stream, put together, are the whole answer: what it gives without streaming, where that is the same each time. The server it asks sends events, cut anywhere, also in the middle of a line and of a character.',
    needs: 'answers',
    isolated: true,
    async run(context) {
      const host = await startWithService(context);
      const whole = [await ask(host, { messages: QUESTION }), await ask(host, { messages: QUESTION })].map(({ result }) => result?.content);
      const { result: pieces } = await attempt(host, 'when it streams', () => readStream(host));
      if (pieces === undefined || whole[0] === undefined) return undefined;
      const text = pieces.map(({ content = '' }) => content).join('');
      if (text === '' && !pieces.some(({ toolCalls }) => toolCalls !== undefined)) return { reason: 'it streams nothing' };
      const last = pieces.findLastIndex(({ content = '' }) => content !== '');
      const end = pieces.findIndex(({ finishReason }) => finishReason !== undefined);
      if (end !== -1 && end < last) return { reason: 'it goes on after it has said that the answer is finished' };
      return whole[0] !== whole[1] || text === whole[0] ? undefined : { reason: `put together, its stream is ${quote(text)}, and its answer is ${quote(whole[0])}` };
    },
  },
  {
    name: 'stops when nobody listens any more',
    proves: 'When whoever asked goes away, before the answer or in the middle of a stream, the request to the server is aborted, and the plugin makes no further call, however much time passes.',
    needs: 'streams in order',
    isolated: true,
    async run(context) {
      const reason = (await leaveEarly(await context.start())) ?? (await leaveStream(await context.start()));
      return reason === undefined ? undefined : { reason };
    },
  },
  {
    name: 'fails when the server does',
    proves: 'When the server it asks refuses (401, 500, 503), cannot be reached, or answers with nothing, half of its JSON, a page or an empty object, the model fails with an error that the plugin has thought of: no empty answer, and no "cannot read property".',
    needs: 'answers',
    isolated: true,
    run: (context) => judgeTroubles(context, [...REFUSALS, ...NONSENSE]),
  },
  {
    name: 'says that there were too many requests',
    proves: 'When the server it asks answers 429, the error says so, by its number or in words: whoever asked can wait, and ask again.',
    needs: 'fails when the server does',
    isolated: true,
    async run(context) {
      const host = await context.start();
      if (!(await asksServer(host))) return undefined;
      answerAll(host.http, (request) => (request.method === 'GET' ? answerAsService(request) : TOO_MANY.answer(request)));
      const { refusal } = await ask(host, { messages: QUESTION });
      const isSaid = refusal === undefined || /429|too many|rate.?limit|try again|retry/i.test(refusal.message);
      if (refusal === undefined) return { reason: 'it answers all the same when the server answers 429' };
      return isSaid ? undefined : { reason: `when the server answers 429, all it says is: ${refusal.message}` };
    },
  },
]);

async function startWithService({ start }: ContractContext): Promise<LiveTestHost> {
  const host = await start();
  answerAll(host.http, answerAsService);
  return host;
}

async function listAsked({ extensions }: LiveTestHost): Promise<readonly string[]> {
  const asked = extensions.list({ kind: 'provider' }).filter(({ hooks }) => hooks.includes('listModels')).map(async ({ plugin, entry }) => {
    const target = { plugin, entry, hook: 'listModels' };
    return readResult(models, await extensions.invoke(target, []), target).map(({ id }) => id);
  });
  return (await Promise.all(asked)).flat();
}

// The host refuses an empty name, as any other that nobody offers.
async function findModel({ providers }: LiveTestHost): Promise<string> {
  const [first] = await providers.listModels();
  return first === undefined ? '' : `${first.plugin}/${first.id}`;
}

type Question = Omit<ChatRequest, 'model'>;

async function ask(host: LiveTestHost, question: Question, what = `asked ${quote(question.messages.at(-1)?.content)}`): Promise<Outcome<ChatAnswer>> {
  return attempt(host, what, async () => host.providers.chat({ model: await findModel(host), ...question }));
}

async function readStream(host: LiveTestHost, signal?: AbortSignal, most = Infinity): Promise<readonly Delta[]> {
  const pieces: Delta[] = [];
  const stream = host.providers.stream({ model: await findModel(host), messages: QUESTION, ...(signal && { signal }) });
  for await (const piece of stream) {
    pieces.push(piece);
    if (pieces.filter(({ content = '' }) => content !== '').length >= most) break;
  }
  return pieces;
}

/** Whether its models are somewhere else, and it understands what a server answers there. */
async function asksServer(host: LiveTestHost): Promise<boolean> {
  answerAll(host.http, answerAsService);
  const { result } = await ask(host, { messages: QUESTION });
  return result !== undefined && host.http.requests.some(({ method }) => method === 'POST');
}

// The answer never comes: only whoever passes the signal on notices that nobody waits for it.
async function leaveEarly(host: LiveTestHost): Promise<string | undefined> {
  if (!(await asksServer(host))) return undefined;
  const model = await findModel(host);
  const leaving = new AbortController();
  let asked: AbortSignal | undefined;
  answerAll(host.http, async (request, signal): Promise<FakeAnswer> => {
    // Nobody hands a signal to whoever lists models.
    if (request.method === 'GET') return answerAsService(request);
    asked = signal;
    leaving.abort(new Error('nobody waits any more'));
    await aborted(signal);
    return { status: 499 };
  });
  await host.providers.chat({ model, messages: QUESTION, signal: leaving.signal }).catch(() => undefined);
  await waitUntil(() => asked === undefined || asked.aborted);
  return asked === undefined || asked.aborted ? undefined : 'its request to the server goes on when nobody waits for the answer any more: pass "signal" on to "fetch"';
}

async function leaveStream(host: LiveTestHost): Promise<string | undefined> {
  const connection: { isOpen: boolean } = { isOpen: false };
  answerAll(host.http, (request, signal) => answerWithoutEnd(request, async () => {
    connection.isOpen = true;
    await aborted(signal);
    connection.isOpen = false;
  }));
  const leaving = new AbortController();
  const { result } = await attempt(host, 'when it streams', () => readStream(host, leaving.signal, 1));
  if (result === undefined) return undefined;
  leaving.abort(new Error('nobody listens any more'));
  await waitUntil(() => !connection.isOpen);
  await setTimeout(AFTERMATH_MS);
  const before = host.calls.length;
  await host.clock.advance('1m');
  await setTimeout(AFTERMATH_MS);
  if (connection.isOpen) return 'its request to the server goes on when nobody reads its stream any more';
  return host.calls.length > before ? `it goes on when nobody reads its stream any more (${host.calls.at(-1)?.method ?? ''})` : undefined;
}

// A busy machine takes longer than the rest does: only what never comes costs all of the time.
async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < LONGEST_AFTERMATH_MS && !isSo(); waited += AFTERMATH_MS) await setTimeout(AFTERMATH_MS);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
}

async function judgeTroubles({ start }: ContractContext, troubles: readonly Trouble[]): Promise<Finding | undefined> {
  const host = await start();
  if (!(await asksServer(host))) return undefined;
  for (const { what, answer } of troubles) {
    // Its list of models is still there: it is asked for one of them.
    answerAll(host.http, (request) => (request.method === 'GET' ? answerAsService(request) : answer(request)));
    const { result } = await ask(host, { messages: QUESTION }, `when the server ${what}`);
    if (result !== undefined) return { reason: `when the server ${what}, it answers ${result.content === '' ? 'with nothing' : 'all the same'}` };
    const { result: pieces } = await attempt(host, `when the server ${what} to a stream`, () => readStream(host));
    if (pieces !== undefined) return { reason: `when the server ${what}, its stream ends as if all were well` };
  }
  return undefined;
}
