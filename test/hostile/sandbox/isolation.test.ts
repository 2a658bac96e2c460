import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { listLoadedLibraries } from '../../../src/platform/node-program.ts';
import { createBwrapArgs, findBwrap } from '../../../src/sandbox/process/bwrap.ts';
import { createProcessThreads } from '../../../src/sandbox/process/process-threads.ts';
import { QuickJsSandbox } from '../../../src/sandbox/quickjs-sandbox.ts';
import { findSandboxFile } from '../../../src/sandbox/read-quickjs.ts';
import { findIsolated, findNoNamespaces, isRunning } from '../../helpers/child-processes.ts';
import { ENTRY, TEST_LIMITS } from '../../helpers/sandbox.ts';
import { testWith } from '../../helpers/tools.ts';

// Stands in for an interpreter that a plugin has taken over: beside the real one, in its thread, it runs what it is given with all that
// Node.js has there.
const BROKEN = `${readFileSync(findSandboxFile('worker.cjs'), 'utf8')}
{
  const { parentPort } = require('node:worker_threads');
  const attempt = (code) => new (async () => {}).constructor('require', code)(require).then((value) => 'REACHED ' + String(value), (error) => error.code ?? error.name);
  parentPort.on('message', async (batch) => {
    for (const [, id, , , args] of batch) parentPort.postMessage([['done', id, JSON.stringify(await attempt(JSON.parse(args)[0]))]]);
  });
}`;

const OPTIONS = {
  plugin: 'broken',
  code: `__plexi.register([{ entry: '${ENTRY}', kind: 'message-processor', hooks: ['attempt'], invoke: () => new Promise(() => undefined) }]);`,
  limits: TEST_LIMITS,
  allowedMethods: new Set<string>(),
  call: async () => null,
  log: () => {},
};

type Threads = ReturnType<typeof createProcessThreads>;

async function startBroken(threads: Threads, report?: (diagnostic: Diagnostic) => void): Promise<(code: string) => Promise<unknown>> {
  const sandbox = new QuickJsSandbox(await threads.start({ ...OPTIONS, ...(report && { report }) }), OPTIONS);
  await sandbox.started;
  return (code) => sandbox.invoke({ entry: ENTRY, hook: 'attempt', args: [code] });
}

const READS = `return require('node:fs').readFileSync`;
const IN_A_THREAD = `const { Worker } = require('node:worker_threads');
return new Promise((resolve, reject) => {
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(require('node:fs').readFileSync('/etc/passwd', 'latin1'))", { eval: true, execArgv: [] });
  worker.once('message', resolve);
  worker.once('error', reject);
});`;
const TARGET = join(tmpdir(), 'plexi-isolation-was-here');

const DENIED = 'ERR_ACCESS_DENIED';
/** What is tried, how, and what becomes of it. */
const ATTEMPTS = [
  ['read a file', `${READS}('/etc/passwd', 'latin1');`, DENIED],
  ['read a file through /proc', `${READS}('/proc/self/root/etc/passwd', 'latin1');`, DENIED],
  ['read the environment of its host', `${READS}('/proc/' + process.ppid + '/environ', 'latin1');`, DENIED],
  ['list a folder', `return require('node:fs').readdirSync('/');`, DENIED],
  ['read a file beside its own', `${READS}(require('node:path').resolve('../../package.json'), 'latin1');`, DENIED],
  ['open a database', `return require('node:sqlite');`, 'ERR_UNKNOWN_BUILTIN_MODULE'],
  ['write a file', `return require('node:fs').writeFileSync(${JSON.stringify(TARGET)}, 'x');`, DENIED],
  ['write a report', `return process.report.writeReport(${JSON.stringify(TARGET)});`, DENIED],
  ['start a program', `return require('node:child_process').execFileSync('/bin/true');`, DENIED],
  ['start a thread without its flags', IN_A_THREAD, DENIED],
  ['load native code', `return process.dlopen({ exports: {} }, '/lib/x.node');`, 'ERR_DLOPEN_DISABLED'],
  ['use the bindings of Node.js', `return process.binding('fs');`, DENIED],
  ['open a debugger', `return require('node:inspector').open(0);`, DENIED],
  ['use WASI', `return new (require('node:wasi').WASI)({ version: 'preview1' });`, DENIED],
  ['signal its host', `return process.kill(process.ppid, 0);`, 'TypeError'],
  ['open a debugger in its host', `return process._debugProcess(process.ppid);`, 'TypeError'],
  ['see environment variables', `return Object.keys(process.env).join();`, 'REACHED '],
] as const;

const isLinux = process.platform === 'linux';
const noNamespaces = isLinux ? findNoNamespaces() : 'this is not Linux';
// What is not installed is missing; what the system forbids is not to be had.
const confined = (name: string, run: () => Promise<void> | void): void => {
  if (noNamespaces === undefined || (isLinux && findBwrap() === undefined)) testWith(['bwrap'], name, run);
  else test.skip(`${name} (${noNamespaces})`);
};
const onLinux = test.runIf(isLinux);

describe('whoever takes over the interpreter', () => {
  let plain: Threads;
  let attempt: (code: string) => Promise<unknown>;
  const warnings: Diagnostic[] = [];
  beforeAll(async () => {
    process.env['PLEXI_TEST_CANARY'] = 'x';
    plain = createProcessThreads({ readWorker: async () => BROKEN, find: () => undefined });
    attempt = await startBroken(plain, (diagnostic) => warnings.push(diagnostic));
  });
  afterAll(() => plain.close());

  for (const [what, code, outcome] of ATTEMPTS) {
    test(`cannot ${what}: ${outcome.trim()}`, async () => {
      expect(await attempt(code)).toBe(outcome);
    });
  }

  // Before Node.js 25 its permissions leave the network open.
  test.runIf(process.allowedNodeEnvironmentFlags.has('--allow-net'))(`cannot reach the network: ${DENIED}`, async () => {
    expect(await attempt(`return new Promise((resolve, reject) => { require('node:net').connect(9, '127.0.0.1', resolve).once('error', reject); });`)).toBe(DENIED);
  });

  onLinux('is told apart from one in namespaces: PLX4483, once', async () => {
    expect(plain.isolation).toBe('process');
    await startBroken(plain, (diagnostic) => warnings.push(diagnostic));
    expect(warnings.map(({ code }) => code)).toEqual(['PLX4483']);
  });

  onLinux('has no descriptor of its host but the channel', async () => {
    const [pid] = findIsolated();
    const targets = readdirSync(`/proc/${String(pid)}/fd`).map((name) => readlinkSync(`/proc/${String(pid)}/fd/${name}`));
    expect(targets.filter((target) => !/^(socket:|pipe:|anon_inode:|\/dev\/null$|\/proc\/)/.test(target))).toEqual([]);
    expect(readlinkSync(`/proc/${String(pid)}/cwd`)).toMatch(/\/dist\/sandbox$/);
  });
});

describe('in namespaces', () => {
  let server: Server;
  let connections = 0;
  beforeAll(async () => {
    server = createServer(() => { connections += 1; });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  confined('it reaches no network, not even this machine', async () => {
    const threads = createProcessThreads({ readWorker: async () => BROKEN });
    const attempt = await startBroken(threads);
    const { port } = server.address() as AddressInfo;
    const connect = `return new Promise((resolve, reject) => { require('node:net').connect(${port}, '127.0.0.1', resolve).once('error', reject); });`;
    const outcomes = await Promise.all([attempt(connect), ...ATTEMPTS.slice(0, 3).map(([, code]) => attempt(code))]);
    expect(threads.isolation).toBe('namespaces');
    await threads.close();
    expect(outcomes).toEqual([expect.not.stringMatching('^REACHED'), DENIED, DENIED, DENIED]);
    expect(connections).toBe(0);
  });

  // Native code asks no permission of Node.js: here nothing is in the way but the kernel.
  confined('native code finds no file, no process and no network either', () => {
    const code = `
      const fs = require('node:fs'); const { spawnSync } = require('node:child_process');
      const attempt = (run) => { try { return run(); } catch (error) { return error.code; } };
      console.log(JSON.stringify({
        passwd: attempt(() => fs.readFileSync('/etc/passwd', 'latin1')), home: attempt(() => fs.readdirSync(${JSON.stringify(import.meta.dirname)})),
        write: attempt(() => fs.writeFileSync('/x', '')), temporary: attempt(() => fs.writeFileSync(${JSON.stringify(TARGET)}, '')),
        program: spawnSync('/bin/sh', ['-c', 'true']).error?.code, signal: attempt(() => process.kill(${process.pid}, 0)),
        processes: fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length <= 2, interfaces: Object.keys(require('node:os').networkInterfaces()).filter((name) => name !== 'lo'),
        environment: Object.keys(process.env).filter((name) => name !== 'PWD'),
      }));`;
    const { stdout } = spawnSync(findBwrap() ?? '', [...createBwrapArgs(process.execPath, listLoadedLibraries()), '-e', code], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual({
      passwd: 'ENOENT', home: 'ENOENT', write: 'EROFS', temporary: expect.stringMatching(/^E(?:NOENT|ROFS)$/) as unknown, program: 'ENOENT', signal: 'ESRCH', processes: true, interfaces: [], environment: [],
    });
  });

  confined('a process that had them never goes on with less (PLX4482)', async () => {
    const found = [findBwrap(), '/bin/false'];
    const threads = createProcessThreads({ readWorker: async () => BROKEN, find: () => found.shift() });
    const sandbox = new QuickJsSandbox(await threads.start(OPTIONS), OPTIONS);
    await sandbox.started;
    for (const pid of findIsolated()) process.kill(pid, 'SIGKILL');
    await sandbox.gone;
    await expect(threads.start(OPTIONS)).rejects.toThrowCode('PLX4482');
    expect(findIsolated()).toEqual([]);
    await threads.close();
  });

  onLinux('that cannot be made, a process without them is started instead, and the reason is told (PLX4483)', async () => {
    const warnings: Diagnostic[] = [];
    const threads = createProcessThreads({ readWorker: async () => BROKEN, find: () => '/bin/false' });
    const attempt = await startBroken(threads, (diagnostic) => warnings.push(diagnostic));
    expect(await attempt(`return 1;`)).toBe('REACHED 1');
    expect(threads.isolation).toBe('process');
    expect(warnings).toMatchObject([{ code: 'PLX4483', severity: 'warning', message: expect.stringContaining('/bin/false: it exited with 1') as unknown }]);
    await threads.close();
  });
});

describe('a process that hangs', () => {
  onLinux('is ended, whether a thread of it is stuck in native code or all of it stands still, and another one is started', async () => {
    const threads = createProcessThreads({ readWorker: async () => BROKEN, find: () => undefined, roundMs: 50 });
    const stuck = new QuickJsSandbox(await threads.start(OPTIONS), OPTIONS);
    const neighbour = new QuickJsSandbox(await threads.start(OPTIONS), OPTIONS);
    await Promise.all([stuck.started, neighbour.started]);
    // Node.js waits for native code, whoever ends the thread.
    void stuck.invoke({ entry: ENTRY, hook: 'attempt', args: [`return require('node:crypto').pbkdf2Sync('a', 'b', 2 ** 31 - 1, 64, 'sha512');`] }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [first] = findIsolated();
    await stuck.close();
    expect(await neighbour.gone).toMatchObject({ code: 'PLX4481', message: expect.stringContaining('could not be ended') as unknown });

    const next = new QuickJsSandbox(await threads.start(OPTIONS), OPTIONS);
    await next.started;
    const [second] = findIsolated();
    expect(second).not.toBe(first);
    process.kill(second ?? 0, 'SIGSTOP');
    expect(await next.gone).toMatchObject({ code: 'PLX4481', message: expect.stringContaining('did not answer') as unknown });
    await threads.close();
    expect(findIsolated()).toEqual([]);
  });
});

describe('a process that cannot be had', () => {
  test('is why a plugin is not started (PLX4482)', async () => {
    const threads = createProcessThreads({ readWorker: () => Promise.reject(new Error('no such file')), find: () => undefined });
    await expect(threads.start(OPTIONS)).rejects.toThrowCode('PLX4482');
    await threads.close();
  });

  onLinux('because it ends again and again is started later each time; close waits for none of it (PLX4018)', async () => {
    const waits: number[] = [];
    const clock = {
      now: () => 0,
      wait: (ms: number, signal: AbortSignal) => {
        waits.push(ms);
        return waits.length < 3 ? Promise.resolve() : new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve(); }); });
      },
    };
    const threads = createProcessThreads({ find: () => undefined, clock });
    for (let count = 0; count < 4; count++) {
      const sandbox = new QuickJsSandbox(await threads.start(OPTIONS), OPTIONS);
      await sandbox.started;
      for (const pid of findIsolated()) process.kill(pid, 'SIGKILL');
      expect(await sandbox.gone).toMatchObject({ code: 'PLX4481', message: expect.stringContaining('SIGKILL') as unknown });
    }
    const waiting = threads.start(OPTIONS);
    await Promise.all([expect(waiting).rejects.toThrowCode('PLX4018'), threads.close()]);
    expect(waits).toEqual([100, 200, 400]);
    expect(findIsolated()).toEqual([]);
  });
});

describe('a process that lies', () => {
  const child = (code: string) => createProcessThreads({ readWorker: async () => `${BROKEN}\n${code}`, find: () => undefined });
  const send = (...bytes: readonly number[]): string => `require('node:fs').writeSync(3, Buffer.from(${JSON.stringify(bytes)}));`;
  const LIES = [
    ['about the length of a frame', send(255, 255, 255, 255), 'a frame of 4294967295 bytes is longer than allowed'],
    ['about what is in a frame', send(8, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0), 'a frame is shorter than what it holds'],
  ] as const;
  for (const [what, code, reason] of LIES) {
    test(`${what} is ended: PLX448x, with the reason`, async () => {
      const threads = child(code);
      const sandbox = new QuickJsSandbox(await threads.start(OPTIONS), OPTIONS);
      sandbox.started.catch(() => undefined);
      expect(await sandbox.gone).toMatchObject({ code: expect.stringMatching(/^PLX448[01]$/) as unknown, message: expect.stringContaining(reason) as unknown });
      await threads.close();
    });
  }
});

describe('the end of a host', () => {
  const SOURCE = join(import.meta.dirname, '..', '..', '..', 'src', 'sandbox', 'process', 'process-threads.ts');
  const startHost = (find: string, then = '') => {
    const code = `
      const { createProcessThreads } = await import(${JSON.stringify(SOURCE)});
      const threads = createProcessThreads({ find: ${find} });
      const thread = await threads.start({ code: '', limits: ${JSON.stringify(TEST_LIMITS)}, allowedMethods: [] });
      await new Promise((resolve) => thread.listen({ onBatch() { console.log('started'); ${then} }, onEnd: resolve, isAtWork: () => true }));
      await threads.close();
      console.log('closed');`;
    return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  };

  for (const [how, signal, find] of [['that was killed', 'SIGKILL', '() => undefined'], ['that was interrupted', 'SIGINT', 'undefined']] as const) {
    onLinux(`${how} is the end of its process`, async () => {
      const host = startHost(find);
      await once(host.stdout, 'data');
      const pids = findIsolated(host.pid);
      expect(pids).toHaveLength(1);
      host.kill(signal);
      await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
    });
  }

  test('comes after the end of its process, when it waits for nothing else', async () => {
    const { stdout } = startHost('undefined', 'thread.end(true);');
    let said = '';
    for await (const chunk of stdout.setEncoding('utf8')) said += String(chunk);
    expect(said).toMatch(/closed\n$/);
  });
});
