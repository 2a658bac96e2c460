import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPushClient, type PluginPush } from '../../../src/react/push-client.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const encoder = new TextEncoder();
const message = (plugin: string, data: unknown): string => `data: ${JSON.stringify({ type: 'message', plugin, data })}\n\n`;
const turn = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** A host that answers with streams, one for each time it is asked. */
function open(answer: (attempt: number) => Response | undefined = () => undefined) {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const signals: AbortSignal[] = [];
  const client = createPushClient((signal) => {
    signals.push(signal);
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void streams.push(controller) });
    const response = answer(signals.length);
    return response === undefined ? Promise.resolve(new Response(body)) : Promise.resolve(response);
  });
  return { client, streams, signals, send: (text: string, at = -1) => { streams.at(at)?.enqueue(encoder.encode(text)); } };
}

describe('the pushes of a host', () => {
  test('reach the frames of their plugin, over one connection that ends with the last listener', async () => {
    const { client, signals, send } = open();
    const heard: (readonly [string, PluginPush])[] = [];
    const stops = ['weather', 'other'].map((plugin) => client.listen(plugin, (push) => void heard.push([plugin, push])));
    await turn();
    send(`:\n\n${message('weather', 1)}`);
    await turn();
    expect(heard).toEqual([['weather', { type: 'message', plugin: 'weather', data: 1 }]]);
    expect(signals).toHaveLength(1);
    stops[0]?.();
    expect(signals[0]?.aborted).toBe(false);
    stops[1]?.();
    expect(signals[0]?.aborted).toBe(true);
  });

  test('are put together from pieces, wherever they were cut', async () => {
    const { client, send, streams } = open();
    const heard: PluginPush[] = [];
    client.listen('weather', (push) => void heard.push(push));
    await turn();
    for (const byte of encoder.encode(message('weather', 'é ✓\n'))) streams[0]?.enqueue(Uint8Array.of(byte));
    send(message('weather', 2));
    await turn();
    expect(heard.map((push) => push.type === 'message' && push.data)).toEqual(['é ✓\n', 2]);
  });

  test('come again after the connection broke, and every frame is refreshed', async () => {
    const { client, streams, signals } = open();
    const heard: string[] = [];
    client.listen('weather', ({ type }) => void heard.push(type));
    await turn();
    streams[0]?.error(new Error('cut'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signals).toHaveLength(2);
    expect(heard).toEqual(['refresh']);
  });

  test('are asked for less and less often while the host is down, and never again where it refuses', async () => {
    const down = open(() => new Response('', { status: 503 }));
    down.client.listen('weather', () => undefined);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(down.signals.length).toBeLessThan(30);
    const refused = open(() => new Response('', { status: 405 }));
    refused.client.listen('weather', () => undefined);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(refused.signals).toHaveLength(1);
  });
});
