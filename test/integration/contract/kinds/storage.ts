import { inClass, type BrokenKind } from './broken-plugin.ts';

const GOOD = {
  put: `async put(key: string, bytes: Uint8Array) { await this.storage.set('f:' + key, btoa(String.fromCharCode(...bytes.subarray(0, 60_000))) + '|' + Array.from(bytes.subarray(60_000)).join()); }`,
  get: `async get(key: string) {\n  const text = await this.storage.get<string>('f:' + key);\n  if (text === undefined) return undefined;\n  const [head = '', rest = ''] = text.split('|');\n  return Uint8Array.from([...Array.from(atob(head), (c) => c.charCodeAt(0)), ...(rest === '' ? [] : rest.split(',').map(Number))]);\n}`,
  delete: `async delete(key: string) { return this.storage.delete('f:' + key); }`,
  list: `async list(prefix: string) { return (await this.storage.keys('f:' + prefix)).map((key) => key.slice(2)); }`,
};
const storage = (changes: Partial<typeof GOOD>, more = ''): string => inClass('StoragePlugin', [...Object.values({ ...GOOD, ...changes }), more].join('\n'));

export const brokenStorages: BrokenKind = {
  kind: 'storage',
  code: 'PLX4323',
  plugins: [
    { what: 'takes bytes for text', code: storage({ put: `async put(key: string, bytes: Uint8Array) { await this.storage.set('f:' + key, new TextDecoder().decode(bytes)); }`, get: `async get(key: string) {\n  const text = await this.storage.get<string>('f:' + key);\n  return text === undefined ? undefined : new TextEncoder().encode(text);\n}` }), check: 'keeps what it is given', reason: 'every byte there is' },
    { what: 'takes no bytes for nothing', code: storage({ get: GOOD.get.replace('text === undefined', `(text === undefined || text === '|')`) }), check: 'keeps what it is given', reason: 'no bytes' },
    { what: 'does not replace', code: storage({ put: GOOD.put.replace('{ await', `{ if ((await this.storage.get('f:' + key)) === undefined) await`) }), check: 'keeps what it is given', reason: 'does not return what was put' },
    { what: 'returns text', code: storage({ get: `async get(key: string) { return (await this.storage.get('f:' + key)) as never; }` }), check: 'keeps what it is given', reason: 'it must be bytes' },
    { what: 'says that it deleted what was not there', code: storage({ delete: `async delete(key: string) { await this.storage.delete('f:' + key); return true; }` }), check: 'knows nothing of keys that were never put', reason: '"delete" says that something was at "never"' },
    { what: 'does not tell upper from lower case', code: storage({ put: GOOD.put.replace(`'f:' + key`, `'f:' + key.toLowerCase()`), get: GOOD.get.replace(`'f:' + key`, `'f:' + key.toLowerCase()`) }), check: 'keeps every key apart', reason: 'not there any more after other keys were put' },
    { what: 'forgets to list', code: storage({ list: `async list() { return []; }` }), check: 'keeps every key apart', reason: '"list" does not name' },
    { what: 'deletes every key that begins alike', code: storage({ delete: `async delete(key: string) {\n  const keys = await this.storage.keys('f:' + key);\n  for (const each of keys) await this.storage.delete(each);\n  return keys.length > 0;\n}` }), check: 'takes away what is deleted', reason: 'took "gone/10" away' },
    { what: 'keeps things in memory', code: inClass('StoragePlugin', `#files = new Map<string, Uint8Array>();\nput(key: string, bytes: Uint8Array) { this.#files.set(key, bytes); }\nget(key: string) { return this.#files.get(key); }\ndelete(key: string) { return this.#files.delete(key); }\nlist(prefix: string) { return [...this.#files.keys()].filter((key) => key.startsWith(prefix)); }`), check: 'keeps everything over a restart', reason: 'gone after a restart' },
  ],
};
