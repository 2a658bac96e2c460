// Entry of the process that plugins are isolated in. It is given its code and all that it works with by its host, over one descriptor, and
// ends when that is closed: its host is gone.
import { Socket } from 'node:net';
import { createFrameReader } from '../frames.ts';
import { listPermissionFlags } from '../permission-flags.ts';
import { createBroker } from './broker.ts';

for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);

const HOST = 3;
const host = new Socket({ fd: HOST });
// `process.exit` waits for threads, and one may be stuck in native code.
const end = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
host.on('error', end);
host.on('close', end);
host.on('end', end);
const receive = createBroker(listPermissionFlags(process.allowedNodeEnvironmentFlags), (frame) => {
  host.write(frame);
});
host.on('data', createFrameReader(() => Infinity, receive));
