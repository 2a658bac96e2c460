// One process of a race: bundled by `store-contract.ts`, started several times at once.
import { createFileStore } from '../../src/registry/file-store/file-store.ts';
import type { Store } from '../../src/registry/store.ts';

// A driver that is added gets a line here, and its own test file.
const DRIVERS: Readonly<Record<string, (location: string) => Store>> = {
  'file-store': (location) => createFileStore(location),
  'file-store-without-links': (location) => createFileStore(location, { hardLinks: false }),
};

const [, , driver = '', location = '', role = '', id = '', rounds = '0'] = process.argv;
const create = DRIVERS[driver];
if (create === undefined) throw new Error(`no driver ${driver}`);
const store = create(location);

if (role === 'claim') await claimKeys();
if (role === 'append') await appendLines();
if (role === 'churn') await churn();

/** Every process wants the same keys; prints the ones it was told it has. */
async function claimKeys(): Promise<void> {
  for (let round = 0; round < Number(rounds); round++) {
    if ((await store.putIfAbsent(`claims/${round}`, Buffer.from(id))) !== undefined) console.log(`claims/${round}`);
  }
}

/** Every process appends lines to one value; prints a line once it was told the line is there. */
async function appendLines(): Promise<void> {
  for (let round = 0; round < Number(rounds); round++) {
    const line = `${id}:${round}`;
    for (;;) {
      const current = await store.get('lines');
      const etag =
        current === undefined
          ? await store.putIfAbsent('lines', Buffer.from(`${line}\n`))
          : await store.putIfMatch('lines', Buffer.concat([current.body, Buffer.from(`${line}\n`)]), current.etag);
      if (etag !== undefined) break;
    }
    console.log(line);
  }
}

/** Deletes and makes a key again, while others do the same: a take that succeeds is printed with the etag it took. */
async function churn(): Promise<void> {
  for (let round = 0; round < Number(rounds); round++) {
    const etag = await store.putIfAbsent('churn', Buffer.from(`${id}:${round}`));
    if (etag !== undefined) console.log(`made ${etag}`);
    await store.delete('churn');
  }
}
