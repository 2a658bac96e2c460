import type { WebPiece } from '../case.ts';

export const INTERPRETER: readonly WebPiece[] = [
  {
    names: ['URL', 'URLSearchParams'],
    from: 'interpreter',
    limits: [],
    cases: [
      ['URLs are parsed and resolved', `const u = new URL('../x?y=1#z', 'https://EXAMPLE.com:443/a/b/c'); return [u.href, u.host, u.port, u.pathname, u.search, u.hash, u.origin];`],
      ['hosts are normalized, numbers to addresses', `return ['http://0x7f.1/', 'http://2130706433/', 'http://[::ffff:127.0.0.1]/', 'http://bücher.example/'].map((x) => new URL(x).hostname);`],
      ['parts can be set', `const u = new URL('https://a.example/'); u.pathname = '/ü'; u.searchParams.append('q', 'a b&c'); u.hash = 'x'; return u.href;`],
      ['parameters and search are two views of one thing', `const u = new URL('https://a.example/?a=1'); const p = u.searchParams; p.append('b', '2'); const one = u.href; u.search = '?c=3'; return [one, u.searchParams === p, u.searchParams.get('a'), [...u.searchParams], (u.searchParams.delete('c'), u.href)];`],
      ['what is no URL throws', `try { new URL('/x'); return 'made'; } catch (e) { return [e.name, URL.canParse('/x'), URL.canParse('/x', 'https://a.example')]; }`],
      ['parameters are made of texts, pairs, objects and parameters', `const made = ['?a=1&b=2', [['a', '1'], ['b', 2]], { a: '1', b: 2 }, new Map([['a', '1'], ['b', '2']]), new URLSearchParams('a=1&b=2')].map((init) => new URLSearchParams(init)); return [made.map(String), made.every((p) => p instanceof URLSearchParams), String(new URLSearchParams()), String(new URLSearchParams(undefined))];`],
      ['parameters refuse what is no pair', `return [[['a']], [['a', 'b', 'c']], ['ab', 'c'], [1]].map((init) => { try { return String(new URLSearchParams(init)); } catch (error) { return error instanceof TypeError; } });`],
      ['parameters are read, changed and written', `const p = new URLSearchParams('a=1&b=2&a=3'); p.delete('b'); p.append('c', 'ä+'); p.sort(); return [p.getAll('a'), p.get('b'), p.has('c'), p.size, p.toString(), [...p]];`],
    ],
  },
  {
    names: ['TextEncoder', 'TextDecoder', 'atob', 'btoa'],
    from: 'interpreter',
    limits: ['TextDecoder knows UTF-8 alone; another label throws a RangeError.'],
    cases: [
      ['text becomes UTF-8 and back', `return [[...new TextEncoder().encode('€𝄞')], new TextDecoder().decode(Uint8Array.of(0xe2, 0x82, 0xac))];`],
      ['bytes that are no UTF-8 become U+FFFD, or throw where they must not', `let name; try { new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff)); } catch (e) { name = e.name; } return [new TextDecoder().decode(Uint8Array.of(0x61, 0xff, 0x62)), name];`],
      ['a decoder keeps half a character for the next call', `const d = new TextDecoder(); const b = new TextEncoder().encode('€'); return [d.decode(b.subarray(0, 2), { stream: true }), d.decode(b.subarray(2), { stream: true }), d.decode()];`],
      ['a byte order mark is dropped', `return new TextDecoder().decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61));`],
      ['Base64 both ways', `let name; try { atob('*'); } catch (e) { name = e.name; } return [btoa('a\\xff'), atob('Yf8='), atob(' Y W Q = '), name];`],
    ],
  },
  {
    names: ['structuredClone', 'queueMicrotask', 'performance'],
    from: 'interpreter',
    limits: ['`performance` has `now` and `timeOrigin`, to the millisecond, on the host’s clock.'],
    cases: [
      ['structuredClone copies what JSON cannot', `const a = { d: new Date(0), m: new Map([[1, new Set([2])]]), b: Uint8Array.of(1, 2) }; a.self = a; const c = structuredClone(a); return [c.d.getTime(), c.m.get(1).has(2), [...c.b], c.self === c, c === a];`],
      ['structuredClone refuses functions', `try { structuredClone(() => 1); return 'copied'; } catch (e) { return e.name; }`],
      ['queueMicrotask runs after this turn', `const log = []; queueMicrotask(() => log.push(2)); log.push(1); await null; return log;`],
      ['performance.now never goes back', `const a = performance.now(); const b = performance.now(); return [typeof a, b >= a];`],
    ],
  },
  {
    names: ['crypto'],
    from: 'interpreter',
    limits: ['In tests randomness follows the seed of the test host.'],
    cases: [
      ['random bytes fill an array', `const a = crypto.getRandomValues(new Uint8Array(16)); return [a.length, a.some((x) => x > 0)];`],
      ['randomUUID is a version 4', `return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID());`],
      ['digests', `const out = {}; for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) out[name] = Array.from(new Uint8Array(await crypto.subtle.digest(name, new TextEncoder().encode('abc'))), (x) => x.toString(16).padStart(2, '0')).join(''); return out;`],
      ['HMAC signs and verifies', `const k = await crypto.subtle.importKey('raw', new TextEncoder().encode('key'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']); const d = new TextEncoder().encode('data'); const s = await crypto.subtle.sign('HMAC', k, d); return [Array.from(new Uint8Array(s).slice(0, 4)), await crypto.subtle.verify('HMAC', k, s, d), await crypto.subtle.verify('HMAC', k, s, d.slice(1))];`],
    ],
  },
  {
    names: ['Headers', 'DOMException'],
    from: 'interpreter',
    limits: [],
    cases: [
      ['names are compared without case, values are joined', `const h = new Headers({ B: '1' }); h.append('a', ' x '); h.append('b', '2'); return [[...h], h.get('A'), h.has('B'), h.get('c')];`],
      ['cookies stay apart', `const h = new Headers(); h.append('set-cookie', 'a=1'); h.append('Set-Cookie', 'b=2'); return [[...h], h.getSetCookie()];`],
      ['line breaks and odd names are refused', `const names = []; for (const [n, v] of [['a b', '1'], ['a', 'x\\r\\ny: z'], ['', '1'], ['a', '\\0']]) try { new Headers().set(n, v); names.push('set'); } catch (e) { names.push(e.name); } return names;`],
      ['a DOMException has a name, a code and a stack', `const e = new DOMException('m', 'AbortError'); return [e.name, e.code, e.message, e instanceof Error, String(e), typeof e.stack];`],
    ],
  },
];
