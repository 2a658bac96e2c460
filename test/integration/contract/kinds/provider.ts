import { inClass, type BrokenKind } from './broken-plugin.ts';

const MODELS = `models = [{ id: 'one' }];`;
const local = (body: string, models = MODELS): string => inClass('Provider', `${models}\n${body}`);
const asking = (read: string, init = 'signal, '): string => local(`async chatCompletion(messages: any, model: string, { signal }: any): Promise<any> {
  void signal;
  const response = await fetch('https://models.example.com/v1/chat/completions', { ${init}method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model, messages }) });
${read}
}`);
const READ = `  if (!response.ok) throw new Error('the service answered ' + response.status);
  const data: any = await response.json().catch(() => undefined);
  const content = data?.choices?.[0]?.message?.content;
  if (typeof content !== 'string') throw new Error('the service answered with something else');
  return { content };`;
const streaming = (loop: string): string => local(`async *chatCompletion(messages: any, model: string, { signal }: any): AsyncGenerator<any> {
  const response = await fetch('https://models.example.com/v1/chat/completions', { signal, method: 'POST', body: JSON.stringify({ model, messages, stream: true }) });
  if (!response.ok) throw new Error('the service answered ' + response.status);
  const decoder = new TextDecoder();
${loop}
}`);
const STREAMS = 'streams in order';
const FAILS = 'fails when the server does';

export const brokenProviders: BrokenKind = {
  kind: 'provider',
  code: 'PLX4314',
  manifest: { permissions: [{ permission: 'external.api', hosts: ['models.example.com'] }] },
  plugins: [
    { what: 'has no model', code: local(`chatCompletion() { return { content: 'x' }; }`, ''), check: 'lists its models', reason: 'it has no model' },
    { what: 'lists a model twice', code: local(`listModels() { return [{ id: 'two' }, { id: 'two' }]; }\nchatCompletion() { return { content: 'x' }; }`), check: 'lists its models', reason: '"two" twice' },
    { what: 'answers with nothing', code: local(`chatCompletion() { return { content: '' }; }`), check: 'answers', reason: 'it answers with nothing' },
    { what: 'returns a text', code: local(`chatCompletion(): any { return 'hello'; }`), check: 'answers', reason: 'must be an object' },
    { what: 'takes a user for granted', code: local(`chatCompletion(messages: any) { return { content: messages.find(({ role }: any) => role === 'user').content + '!' }; }`), check: 'takes every conversation', reason: 'cannot read property' },
    { what: 'streams something else', code: local(`async *chatCompletion(_messages: any, _model: string, { stream }: any): AsyncGenerator<any> { yield { content: 'one ' }; if (!stream) yield { content: 'two' }; }`), check: STREAMS, reason: 'put together, its stream is "one "' },
    { what: 'streams words in the order in which they are ready', code: local(`async *chatCompletion(_messages: any, _model: string, { stream }: any): AsyncGenerator<any> { for (const content of stream ? ['b ', 'a '] : ['a ', 'b ']) yield { content }; }`), check: STREAMS, reason: 'put together, its stream is "b a "' },
    { what: 'goes on after the end', code: local(`async *chatCompletion(): AsyncGenerator<any> { yield { content: 'a', finishReason: 'stop' }; yield { content: 'b' }; }`), check: STREAMS, reason: 'goes on after it has said' },
    { what: 'reads each piece of a stream by itself', code: streaming(`  for await (const chunk of response.body as any) for (const line of decoder.decode(chunk).split('\\n')) if (line.startsWith('data: {')) yield { content: JSON.parse(line.slice(6)).choices[0].delta.content ?? '' };`), check: 'answers', reason: 'SyntaxError' },
    { what: 'cuts characters in half', code: local(`async *chatCompletion(messages: any, model: string, { signal, stream }: any): AsyncGenerator<any> {
  const response = await fetch('https://models.example.com/v1/chat/completions', { signal, method: 'POST', body: JSON.stringify({ model, messages, stream }) });
  if (!stream) { yield { content: (await response.json() as any).choices[0].message.content }; return; }
  let rest = '';
  for await (const chunk of response.body as any) {
    const lines = (rest + new TextDecoder().decode(chunk)).split('\\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: {')) yield { content: JSON.parse(line.slice(6)).choices[0].delta.content ?? '' };
  }
}`), check: STREAMS, reason: 'put together' },
    { what: 'does not pass the signal on', code: asking(READ, ''), check: 'stops when nobody listens any more', reason: 'pass "signal" on' },
    { what: 'goes on speaking when nobody listens', code: local(`async *chatCompletion(): AsyncGenerator<any> {\n  setInterval(() => { void this.storage.set('x', 1); }, 1_000);\n  yield { content: 'one ' };\n  yield { content: 'two ' };\n}`), check: 'stops when nobody listens any more', reason: 'it goes on when nobody reads' },
    { what: 'does not look at the status', code: asking('  const data: any = await response.json();\n  return { content: data.choices[0].message.content };'), check: FAILS, reason: 'when the server answers 500' },
    { what: 'believes that JSON is JSON', code: asking(`  if (!response.ok) throw new Error('status ' + response.status);\n  const data: any = await response.json();\n  return { content: data?.choices?.[0]?.message?.content ?? '' };`), check: FAILS, reason: 'SyntaxError' },
    { what: 'makes an empty answer of an empty object', code: asking(`  if (!response.ok) throw new Error('status ' + response.status);\n  const data: any = await response.json().catch(() => { throw new Error('no JSON'); });\n  return { content: data?.choices?.[0]?.message?.content ?? '' };`), check: FAILS, reason: 'it answers with nothing' },
    { what: 'says of every failure that it was one', code: asking(READ.replace(`'the service answered ' + response.status`, `'it did not work'`)), check: 'says that there were too many requests', reason: 'it did not work' },
  ],
};
