import { describe, expect, test } from 'vitest';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const plugin = (body: string): string => `
import { addBackgroundTask, backgroundTask, HostError, MessageProcessor, type TaskRun } from 'plexi-plugin/sdk';
export default class Clockwork extends MessageProcessor {
  override async onMessageReceived({ message }: { message: { content: string } }): Promise<void> {
    const [method = '', task = '', ...rest] = message.content.split(' ');
    try {
      const result = await (this.scheduler as any)[method](task, ...(rest.length > 0 ? [{ cron: rest.join(' ') }] : []));
      if (result !== undefined) this.logger.info(method, { result });
    } catch (error) {
      this.logger.info(error instanceof HostError ? error.code + ': ' + error.message : String(error));
    }
  }
${body}
}`;

const NIGHTLY = plugin(`
  @backgroundTask({ cron: '0 2 * * *', timeZone: 'Europe/Oslo' })
  async nightly({ task, dueAt, attempt }: TaskRun): Promise<void> {
    this.logger.info(task, { dueAt, attempt, now: new Date().toISOString() });
  }
  @backgroundTask({ every: '6h' })
  report(): void { this.logger.info('report'); }`);

describe('the background tasks of a plugin', () => {
  test('run on the clock of the host, in order, while it is enabled', async () => {
    const { manager, clock, start, logs } = openHost();
    await start(await buildPlugin(NIGHTLY));
    await clock.advance('1d', () => manager.settled());
    expect(logs.map(({ text, time }) => [text, new Date(time).toISOString()])).toEqual([
      ['report', '2026-01-01T18:00:00.000Z'],
      ['report', '2026-01-02T00:00:00.000Z'],
      ['nightly', '2026-01-02T01:00:00.000Z'],
      ['report', '2026-01-02T06:00:00.000Z'],
      ['report', '2026-01-02T12:00:00.000Z'],
    ]);
    expect(logs.find(({ text }) => text === 'nightly')?.fields).toEqual({ dueAt: '2026-01-02T01:00:00.000Z', attempt: 1, now: '2026-01-02T01:00:00.000Z' });
    expect(manager.tasks.list()).toMatchObject([
      { plugin: 'weather', name: 'report', state: 'waiting', runs: 4, nextRun: Date.UTC(2026, 0, 2, 18), lastRun: { outcome: 'succeeded' } },
      { name: 'nightly', runs: 1, nextRun: Date.UTC(2026, 0, 3, 1) },
    ]);
  });

  test('end when it is disabled, and go on when it is enabled again', async () => {
    const { manager, clock, start, logs } = openHost();
    await start(await buildPlugin(NIGHTLY));
    await manager.disablePlugin('weather');
    expect(manager.tasks.list()).toEqual([]);
    await clock.advance('1d', () => manager.settled());
    expect(logs).toEqual([]);
    await manager.enablePlugin('weather');
    await clock.advance('6h', () => manager.settled());
    expect(logs.map(({ text }) => text)).toEqual(['report']);
    await manager.unloadPlugin('weather');
    await clock.advance('1d', () => manager.settled());
    expect(logs).toHaveLength(1);
  });

  test('keep their turn over a reload', async () => {
    const { manager, clock, start, logs } = openHost();
    await start(await buildPlugin(NIGHTLY));
    for (let hour = 0; hour < 6; hour++) {
      await clock.advance('1h', () => manager.settled());
      await manager.reloadPlugin('weather');
    }
    expect(logs.map(({ text }) => text)).toEqual(['report']);
  });

  test('that fail are told to the host, wait longer, and work again', async () => {
    const { manager, clock, start, logs, diagnostics } = openHost();
    await start(await buildPlugin(plugin(`
      #runs = 0;
      @backgroundTask({ every: '1h', retries: 2, retryDelay: '1m' })
      async flaky({ attempt }: TaskRun): Promise<void> {
        this.logger.info('run', { attempt, minute: Math.round((Date.now() - Date.UTC(2026, 0, 1, 12)) / 60_000) });
        if (++this.#runs < 3) throw new Error('the server is down');
      }`)));
    await clock.advance('2h', () => manager.settled());
    expect(logs.map(({ fields }) => fields)).toEqual([{ attempt: 1, minute: 60 }, { attempt: 2, minute: 61 }, { attempt: 3, minute: 63 }, { attempt: 1, minute: 120 }]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4010', 'PLX4010']);
    expect(manager.tasks.list()).toMatchObject([{ failures: 0, runs: 4 }]);
  });

  test('that bring the plugin down are run again after it was restarted', async () => {
    const { manager, clock, start, logs } = openHost({ limits: { cpuMsPerCall: 150 } });
    await start(await buildPlugin(plugin(`
      @backgroundTask({ every: '1h', retries: 1 })
      async heavy({ attempt }: TaskRun): Promise<void> {
        while (attempt === 1) {}
        this.logger.info('done', { attempt });
      }`)));
    await clock.advance('61m', () => manager.settled());
    expect(logs.map(({ fields }) => fields)).toEqual([{ attempt: 2 }]);
  });

  test('hear that they are not wanted any more when the plugin is disabled', async () => {
    const { manager, clock, start, logs } = openHost();
    await start(await buildPlugin(plugin(`
      @backgroundTask({ every: '1h' })
      wait({ signal }: TaskRun): Promise<void> {
        return new Promise((resolve) => { signal.addEventListener('abort', () => { this.logger.info('aborted'); resolve(); }); });
      }`)));
    await clock.advance('1h');
    await expect.poll(() => manager.tasks.list()[0]?.state).toBe('running');
    await manager.disablePlugin('weather');
    await expect.poll(() => logs.map(({ text }) => text)).toEqual(['aborted']);
  });

  test('can be made without decorators, and overridden where they were decorated', async () => {
    const { manager, clock, start, logs } = openHost();
    await start(await buildPlugin({
      'src/index.ts': `
        import { addBackgroundTask } from 'plexi-plugin/sdk';
        import { Base } from './base.ts';
        export default class Loud extends Base {
          constructor() {
            super();
            addBackgroundTask(this, 'second', { every: '2h' }, ({ task }) => { this.logger.info(task); });
          }
          override first(): void { this.logger.info('FIRST'); }
        }`,
      'src/base.ts': `
        import { backgroundTask, MessageProcessor } from 'plexi-plugin/sdk';
        export class Base extends MessageProcessor {
          @backgroundTask({ every: '1h' }) first(): void { this.logger.info('first'); }
        }`,
    }));
    await clock.advance('2h', () => manager.settled());
    expect(logs.map(({ text }) => text)).toEqual(['FIRST', 'second', 'FIRST']);
  });

  test('are looked after by the plugin itself', async () => {
    const { manager, clock, start, say, logs } = openHost();
    await start(await buildPlugin(plugin(`
      override async onEnable(): Promise<void> {
        await this.scheduler.reschedule('tick', { every: '10m' });
        await this.scheduler.pause('tock');
      }
      @backgroundTask({ every: '1h' }) tick(): void { this.logger.info('tick'); }
      @backgroundTask({ every: '1h' }) tock(): void { this.logger.info('tock'); }`)));
    await clock.advance('20m', () => manager.settled());
    await say('run tock');
    await say('run nothing');
    await say('pause tick');
    await say('reschedule tock 0 25 * * *');
    await say('resume tock');
    await say('reschedule tock */30 * * * *');
    await clock.advance('10m', () => manager.settled());
    expect(logs.map(({ text }) => text)).toEqual([
      'tick', 'tick', 'tock', 'run', 'NOT_FOUND: the plugin has no task "nothing"', expect.stringContaining('INVALID_ARGUMENT: "0 25 * * *" is no cron expression'), 'tock',
    ]);
  });

  test('that were missed while the host was off are made up for, once, where they want it', async () => {
    const storage = createMemoryStorage();
    const source = await buildPlugin(plugin(`
      @backgroundTask({ cron: '0 2 * * *', missed: 'run' }) backup({ dueAt }: TaskRun): void { this.logger.info('backup', { dueAt }); }
      @backgroundTask({ cron: '0 2 * * *' }) sweep(): void { this.logger.info('sweep'); }`));
    const first = openHost({ storage });
    await first.start(source);
    await first.clock.advance('1d', () => first.manager.settled());
    await first.manager.close();
    const second = openHost({ storage, clock: createVirtualClock('2026-01-05T12:00:00Z') });
    await second.start(source);
    await second.manager.settled();
    expect(first.logs.map(({ text }) => text)).toEqual(['backup', 'sweep']);
    expect(second.logs.map(({ text, fields }) => [text, fields])).toEqual([['backup', { dueAt: '2026-01-03T02:00:00.000Z' }]]);
  });
});

describe('a plugin is not loaded', () => {
  const task = (options: string): string => plugin(`  @backgroundTask(${options} as never) tick(): void {}`);
  const REFUSED = [
    ['with a cron expression that is none', task(`{ cron: '99 * * * *' }`), {}, 'PLX4302'],
    ['with an interval that is too short', task(`{ every: 10 }`), {}, 'PLX4302'],
    ['with a time zone that is none', task(`{ cron: '0 2 * * *', timeZone: 'Mars' }`), {}, 'PLX4302'],
    ['with a task whose schedule is missing', task(`{}`), {}, 'PLX4011'],
    ['with a task that its manifest does not tell of', task(`{ every: '1h' }`), { background_tasks: ['tock'] }, 'PLX4160'],
    ['without a task that its manifest tells of', task(`{ every: '1h' }`), { background_tasks: ['tick', 'tock'] }, 'PLX4160'],
    ['with a task where its manifest promises none', task(`{ every: '1h' }`), { features: { background_tasks: false } }, 'PLX4160'],
  ] as const;

  for (const [what, code, manifest, problem] of REFUSED) {
    test(what, async () => {
      const { manager } = openHost();
      await expect(manager.loadPlugin(await buildPlugin(code, manifest))).rejects.toThrowCode(problem);
    });
  }

  test('but with the tasks that its manifest tells of', async () => {
    const { manager } = openHost();
    const source = await buildPlugin(task(`{ every: '1h' }`), { background_tasks: ['tick'], features: { background_tasks: true } });
    expect(await manager.loadPlugin(source)).toMatchObject({ state: 'loaded' });
  });
});
