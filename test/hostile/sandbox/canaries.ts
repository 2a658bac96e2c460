import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_ENVIRONMENT = 'canary-env-7d1f2c';
const IN_FILE = 'canary-file-b03e91';

/** What an attack is told, so that nothing but the sandbox is in its way. */
export interface Guarded {
  readonly file: string;
  readonly marker: string;
  readonly port: number;
  readonly pid: number;
}

/** What no attack may reach: the environment, a file, a program that is started, a connection, and a signal. */
export interface Canaries {
  readonly guarded: Guarded;
  /**
   * What was reached since the last time.
   *
   * @param output - All that came out of the plugin.
   */
  listReached(output: string): readonly string[];
  close(): Promise<void>;
}

/** Puts them out. */
export async function openCanaries(): Promise<Canaries> {
  const folder = await mkdtemp(join(tmpdir(), 'plexi-canary-'));
  const file = join(folder, 'secret.txt');
  const marker = join(folder, 'spawned');
  await writeFile(file, IN_FILE);
  process.env['PLEXI_TEST_CANARY'] = IN_ENVIRONMENT;
  let connections = 0;
  let signals = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const onSignal = (): void => { signals++; };
  process.on('SIGUSR2', onSignal);

  return {
    guarded: { file, marker, port: (server.address() as AddressInfo).port, pid: process.pid },
    listReached(output) {
      const reached = [
        output.includes(IN_ENVIRONMENT) && 'the environment',
        output.includes(IN_FILE) && 'a file',
        existsSync(marker) && 'a program',
        connections > 0 && 'a connection',
        signals > 0 && 'a signal',
      ].filter((each) => each !== false);
      connections = signals = 0;
      return reached;
    },
    async close() {
      process.off('SIGUSR2', onSignal);
      delete process.env['PLEXI_TEST_CANARY'];
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
