// Loaded with `node --import` before the product: kills the process with SIGKILL right before its Nth call that changes
// the file system, or some milliseconds later, in the middle of what goes on then. N is in PLEXI_TEST_KILL_AT, the
// milliseconds in PLEXI_TEST_KILL_DELAY. Without a number, prints how many such calls there were.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env['PLEXI_TEST_KILL_AT'] ?? 0);
const delay = Number(process.env['PLEXI_TEST_KILL_DELAY'] ?? 0);
let calls = 0;

function beforeCall() {
  calls += 1;
  if (calls !== killAt) return;
  if (delay === 0) process.kill(process.pid, 'SIGKILL');
  else setTimeout(() => process.kill(process.pid, 'SIGKILL'), delay);
}

function watch(object, names) {
  for (const name of names) {
    const original = object[name];
    object[name] = function (...args) {
      beforeCall();
      return original.apply(this, args);
    };
  }
}

const handle = await fs.promises.open(process.execPath);
watch(Object.getPrototypeOf(handle), ['writeFile', 'sync', 'close']);
await handle.close();
calls = 0;

watch(fs.promises, ['open', 'link', 'rename', 'mkdir', 'rm', 'unlink', 'writeFile', 'copyFile']);
watch(fs, ['openSync', 'writeSync', 'closeSync', 'mkdirSync', 'renameSync', 'unlinkSync', 'writeFileSync']);
syncBuiltinESMExports();

if (killAt === 0) process.on('exit', () => process.stderr.write(`calls: ${calls}\n`));
