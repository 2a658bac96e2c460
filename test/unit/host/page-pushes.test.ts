import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { createUi, type UiPush } from '../../../src/host/extension-points/ui.ts';
import { createUiHandler } from '../../../src/host/extension-points/ui-handler.ts';
import { createPagePushes, type PagePush } from '../../../src/host/page-pushes.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { fakeExtensions } from './extension-points/fake-extensions.ts';

function open() {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const pages = createPagePushes(clock);
  const ui = createUi({ extensions: fakeExtensions({ weather: {}, other: {} }), pages });
  return { clock, pages, ui };
}

const say = (data: JsonValue, more: Partial<Pick<PagePush, 'plugin' | 'userId'>> = {}): PagePush => ({ type: 'message', plugin: 'weather', data, ...more });

describe('what a plugin pushes', () => {
  test('reaches who listens, until that ends', () => {
    const { pages } = open();
    const heard: PagePush[] = [];
    const stop = pages.listen((push) => void heard.push(push));
    pages.push(say(1));
    stop();
    pages.push(say(2));
    expect(heard).toEqual([say(1)]);
  });

  test('is for pages of the user it names, and for all where it names nobody', () => {
    const { pages, ui } = open();
    const heard: Record<string, UiPush[]> = { ada: [], bob: [], nobody: [] };
    for (const user of ['ada', 'bob', undefined]) ui.listen(user, (push) => void heard[user ?? 'nobody']?.push(push));
    pages.push(say('all'));
    pages.push({ type: 'refresh', plugin: 'other', userId: 'ada' });
    expect(heard).toEqual({
      ada: [{ type: 'message', plugin: 'weather', data: 'all' }, { type: 'refresh', plugin: 'other' }],
      bob: [{ type: 'message', plugin: 'weather', data: 'all' }],
      nobody: [{ type: 'message', plugin: 'weather', data: 'all' }],
    });
  });

  test('goes nowhere while the plugin is not enabled', () => {
    const { pages, ui } = open();
    const heard: UiPush[] = [];
    ui.listen(undefined, (push) => void heard.push(push));
    pages.push(say(1, { plugin: 'disabled' }));
    expect(heard).toEqual([]);
  });

  test('is refused when it is too long', () => {
    const { pages } = open();
    pages.push(say('x'.repeat(64 * 1024 - 2)));
    expect(() => { pages.push(say('x'.repeat(64 * 1024 - 1))); }).toThrow(expect.objectContaining({ code: 'MESSAGE_TOO_LARGE' }) as Error);
  });

  test('is refused when it is too much, for this plugin alone and not for ever', async () => {
    const { pages, clock } = open();
    const refusal = expect.objectContaining({ code: 'TOO_MANY' }) as Error;
    for (let count = 0; count < 200; count++) pages.push(say(count));
    expect(() => { pages.push(say(200)); }).toThrow(refusal);
    expect(() => { pages.push({ type: 'refresh', plugin: 'weather' }); }).toThrow(refusal);
    pages.push(say(0, { plugin: 'other' }));
    await clock.advance('1s');
    pages.push(say(201));
    for (let count = 0; count < 10; count++) pages.push(say('x'.repeat(60_000), { plugin: 'third' }));
    expect(() => { pages.push(say('x'.repeat(60_000), { plugin: 'third' })); }).toThrow(refusal);
  });
});

describe('the stream of a page', () => {
  const ask = async (ui: ReturnType<typeof open>['ui']) => {
    const response = await createUiHandler(ui, { getUser: () => ({ id: 'ada', permissions: [] }) })(new Request('http://host/plugin-ui/messages'));
    return { response, reader: (response.body as ReadableStream<Uint8Array>).getReader() };
  };
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> => {
    const { value } = await reader.read();
    return value && new TextDecoder().decode(value);
  };

  test('brings every push as an event, as the user that the host knows', async () => {
    const { pages, ui } = open();
    const { response, reader } = await ask(ui);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await read(reader)).toBe(':\n\n');
    pages.push(say('for bob', { userId: 'bob' }));
    pages.push(say('a\n\nb', { userId: 'ada' }));
    expect(await read(reader)).toBe(`data: ${JSON.stringify({ type: 'message', plugin: 'weather', data: 'a\n\nb' })}\n\n`);
  });

  test('ends when nobody takes what waits, instead of filling the memory of the host', async () => {
    const { pages, ui, clock } = open();
    const { reader } = await ask(ui);
    for (let count = 0; count < 60; count++) {
      pages.push(say('x'.repeat(60_000)));
      await clock.advance('1s');
    }
    let size = 0;
    for (let text = await read(reader); text !== undefined; text = await read(reader)) size += text.length;
    expect(size).toBeGreaterThan(1024 * 1024 - 100_000);
    expect(size).toBeLessThan(1024 * 1024 + 100_000);
  });

  test('costs nothing any more when the page is closed', async () => {
    const { pages, ui } = open();
    const { reader } = await ask(ui);
    await reader.cancel();
    expect(() => { pages.push(say(1)); }).not.toThrow();
  });
});
