// A worker thread without any sandbox: what messages between two threads cost at least.
import { parentPort } from 'node:worker_threads';

const pending = new Map();
let lastId = 0;
let outbox = [];

function send(message) {
  if (outbox.push(JSON.stringify(message)) > 1) return;
  queueMicrotask(() => {
    parentPort.postMessage(outbox);
    outbox = [];
  });
}

function call(params) {
  const id = ++lastId;
  send(['call', id, params]);
  return new Promise((resolve) => pending.set(id, resolve));
}

async function run(calls, width) {
  let left = calls;
  const lane = async () => {
    while (left-- > 0) await call({ key: 'weather' });
  };
  await Promise.all(Array.from({ length: width }, lane));
  send(['done']);
}

parentPort.on('message', (batch) => {
  for (const text of batch) {
    const [kind, first, second] = JSON.parse(text);
    if (kind === 'run') void run(first, second);
    else {
      pending.get(first)(second);
      pending.delete(first);
    }
  }
});
send(['ready']);
