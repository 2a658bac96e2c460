import { describe, expect, test } from 'vitest';
import { createDeferred } from '../../../../src/sandbox/deferred.ts';
import type { ProcessLoss } from '../../../../src/sandbox/guest-thread.ts';
import { GuestProcess } from '../../../../src/sandbox/process/guest-process.ts';
import type { Child, ChildOptions } from '../../../../src/sandbox/process/spawn-child.ts';
import { TEST_LIMITS } from '../../../helpers/sandbox.ts';

const SETTINGS = { code: '', kernels: [], limits: TEST_LIMITS, allowedMethods: [] };

/** A process that says whatever a test makes it say: what the host would get from one that was taken over. */
function open() {
  const ended = createDeferred<string>();
  const sent: unknown[] = [];
  let held: boolean | undefined;
  let channel: Pick<ChildOptions, 'longest' | 'onFrame'> | undefined;
  let tick = (): void => {};
  const child: Child = {
    send: (message) => void sent.push(message),
    kill: ended.resolve,
    hold: (isHeld) => { held = isHeld; },
    ended: ended.promise,
  };
  const order: string[] = [];
  const process = new GuestProcess({
    spawn(given) {
      channel = given;
      return child;
    },
    content: { worker: '', names: [], binaries: [] },
    every(run) {
      tick = run;
      return () => { tick = () => {}; };
    },
    onEnd: () => void order.push('end'),
  });
  const say = (json: unknown, parts: readonly Uint8Array<ArrayBuffer>[] = []): void => channel?.onFrame({ json, parts });
  const start = (isAtWork = false) => {
    const heard: unknown[] = [];
    const losses: (ProcessLoss | undefined)[] = [];
    const thread = process.start(SETTINGS);
    thread.listen({ onBatch: (batch) => heard.push(batch), onEnd: (loss) => { losses.push(loss); order.push('guest'); }, isAtWork: () => isAtWork });
    return { thread, heard, losses };
  };
  return { process, order, sent, say, start, die: ended.resolve, round: (times: number) => { for (let at = 0; at < times; at++) tick(); }, isHeld: () => held, longest: () => channel?.longest() ?? 0 };
}

describe('a process that was taken over', () => {
  const LIES: readonly (readonly [string, unknown, number?])[] = [
    ['what is no message', 'text'],
    ['a message of no kind', []],
    ['a kind that does not exist', ['exec']],
    ['a kind that every object has', ['constructor', 1]],
    ['a thread that never was', ['batch', 2, []]],
    ['a thread that is none', ['batch', '1', []]],
    ['the end of a thread that never was', ['ended', 0]],
    ['a batch that is none', ['batch', 1, 'text']],
    ['bytes that belong nowhere', ['batch', 1, []], 1],
  ];
  for (const [what, json, parts = 0] of LIES) {
    test(`is not listened to when it sends ${what}`, () => {
      const { say, start } = open();
      const { heard } = start();
      expect(() => { say(json, Array.from({ length: parts }, () => new Uint8Array(1))); }).toThrow(RangeError);
      expect(heard).toEqual([]);
    });
  }

  test('may send nothing long before it has a guest, and then as much as its guests may', () => {
    const { start, longest } = open();
    expect(longest()).toBeLessThan(100_000);
    start();
    expect(longest()).toBeGreaterThan(TEST_LIMITS.messageBytes + TEST_LIMITS.attachmentBytes);
  });

  test('speaks for guests that run, and not for those that have ended', () => {
    const { say, start } = open();
    const { heard, losses } = start();
    say(['batch', 1, [['log', 'info', 'x']]]);
    say(['ended', 1]);
    say(['batch', 1, [['log', 'info', 'y']]]);
    expect(heard).toEqual([[['log', 'info', 'x']]]);
    expect(losses).toEqual([undefined]);
  });
});

describe('the end of a process', () => {
  test('is told to all, and blames who alone was at work', async () => {
    const { process, start, die, order } = open();
    const idle = start(false);
    const busy = start(true);
    die('gone');
    expect(await process.ended).toBe('gone');
    expect(order).toEqual(['end', 'guest', 'guest']);
    expect([idle.losses, busy.losses]).toEqual([[{ reason: 'gone', isAlone: false }], [{ reason: 'gone', isAlone: true }]]);
  });

  test('blames nobody when several were at work', async () => {
    const { process, start, die } = open();
    const both = [start(true), start(true)];
    die('gone');
    await process.ended;
    expect(both.flatMap(({ losses }) => losses)).toEqual([{ reason: 'gone', isAlone: false }, { reason: 'gone', isAlone: false }]);
  });

  test('is told to who comes too late', async () => {
    const { process, start, die } = open();
    die('gone');
    await process.ended;
    expect(start().losses).toEqual([{ reason: 'gone', isAlone: false }]);
  });

  test('before it was ready is why it could not be started', async () => {
    const { process, die } = open();
    die('gone');
    await expect(process.ready).rejects.toThrow('gone');
  });
});

describe('a process that hangs', () => {
  test('is ended when it answers no more', async () => {
    const { process, start, round } = open();
    start();
    round(11);
    expect(await process.ended).toBe('it did not answer any more');
  });

  test('is left alone while it answers, however long it takes', () => {
    const { start, say, round, isHeld } = open();
    const { losses } = start();
    for (let at = 0; at < 10; at++) {
      round(9);
      say(['pong']);
    }
    expect(losses).toEqual([]);
    expect(isHeld()).toBe(true);
  });

  test('is ended when a thread of it does not end', async () => {
    const { process, start, say, round } = open();
    const { thread } = start();
    thread.end(true);
    for (let at = 0; at < 11; at++) {
      round(1);
      say(['pong']);
    }
    expect(await process.ended).toBe('a thread of it could not be ended');
  });

  test('is asked nothing, and keeps nobody alive, while it has no guest', () => {
    const { start, say, round, sent, isHeld } = open();
    start();
    say(['ended', 1]);
    const before = sent.length;
    round(20);
    expect(sent).toHaveLength(before);
    expect(isHeld()).toBe(false);
  });
});
