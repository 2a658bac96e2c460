// QuickJS in a worker thread as quickly as it goes: no limits, no clocks, no checks. What safety costs shows beside it.
import { parentPort, workerData } from 'node:worker_threads';
import { QuickJS } from 'quickjs-wasi';

const PLUGIN = `(send) => {
  const pending = new Map();
  let lastId = 0;
  const call = (params) => new Promise((resolve) => {
    const id = ++lastId;
    pending.set(id, resolve);
    send(JSON.stringify(['call', id, params]));
  });
  const run = async (calls, width) => {
    let left = calls;
    const lane = async () => {
      while (left-- > 0) await call({ key: 'weather' });
    };
    await Promise.all(Array.from({ length: width }, lane));
    send('["done"]');
  };
  return (text) => {
    const [kind, first, second] = JSON.parse(text);
    if (kind === 'run') return void run(first, second);
    pending.get(first)(second);
    pending.delete(first);
  };
}`;

const vm = await QuickJS.create({ wasm: workerData.main, extensions: workerData.extensions });
let outbox = [];
const send = vm.newFunction('send', (text) => {
  outbox.push(text.toString());
  return vm.undefined;
});
const receive = vm.callFunction(vm.evalCode(PLUGIN), vm.undefined, send);

parentPort.on('message', (batch) => {
  for (const text of batch) {
    const handle = vm.newString(text);
    vm.callFunction(receive, vm.undefined, handle).dispose();
    handle.dispose();
  }
  vm.executePendingJobs();
  if (outbox.length > 0) parentPort.postMessage(outbox);
  outbox = [];
});
parentPort.postMessage(['["ready"]']);
