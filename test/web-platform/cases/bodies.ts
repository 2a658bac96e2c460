import type { WebPiece } from '../case.ts';

export const BODIES: readonly WebPiece[] = [
  {
    names: ['Blob', 'File', 'FormData'],
    from: 'sdk',
    limits: [],
    cases: [
      ['a blob joins its parts', `const b = new Blob(['a', Uint8Array.of(98), new Blob(['c']), new Uint8Array([100]).buffer], { type: 'Text/Plain' }); return [b.size, b.type, await b.text(), [...new Uint8Array(await b.arrayBuffer())]];`],
      ['slice takes a part, from the end as well', `const b = new Blob(['abcdef']); return [await b.slice(1, 3).text(), await b.slice(-2).text(), b.slice(0, 1, 'x/y').type];`],
      ['a blob is a stream', `let n = 0; for await (const c of new Blob(['abc']).stream()) n += c.length; return n;`],
      ['a file has a name and a time', `const f = new File(['x'], 'a.txt', { type: 'text/plain', lastModified: 5 }); return [f.name, f.type, f.size, f.lastModified, f instanceof Blob];`],
      ['a form keeps names in order, and many values', `const f = new FormData(); f.append('a', '1'); f.append('b', 2); f.append('a', '3'); f.set('b', 'x'); f.delete('c'); return [[...f], f.getAll('a'), f.get('a'), f.get('z'), f.has('b'), [...f.keys()]];`],
      ['a blob in a form is a file', `const f = new FormData(); f.append('a', new Blob(['x'], { type: 'x/y' })); f.append('b', new Blob(['y']), 'n.bin'); return [f.get('a').name, f.get('a').type, f.get('b').name];`],
    ],
  },
  {
    names: ['Request', 'Response'],
    from: 'sdk',
    limits: [
      'URLs are absolute: a plugin has no address of its own.',
      '`formData()` reads forms that are `application/x-www-form-urlencoded`; for others the error names the way. Sending every form works.',
      'What only means something in a page (`mode`, `credentials`, `cache`, `integrity`, …) is accepted and ignored.',
    ],
    cases: [
      ['a body is read as text, JSON, bytes or a blob', `const r = () => new Response('{"a":"ü"}', { headers: { 'content-type': 'application/json' } }); return [await r().text(), await r().json(), (await r().arrayBuffer()).byteLength, (await r().blob()).type];`],
      ['a body is read once', `const r = new Response('x'); const before = r.bodyUsed; await r.text(); return [before, r.bodyUsed, await r.text().catch((e) => e.name)];`],
      ['a body knows its media type', `return ['x', new URLSearchParams('a=1'), new Blob(['x'], { type: 'x/y' }), Uint8Array.of(1)].map((b) => new Response(b).headers.get('content-type'));`],
      ['a given media type wins', `return new Response('x', { headers: { 'Content-Type': 'text/x' } }).headers.get('content-type');`],
      ['a form is written as multipart', `const f = new FormData(); f.append('a"b', 'one\\ntwo'); f.append('f', new File(['bin'], 'n\\r\\n.txt', { type: 'x/y' })); const r = new Response(f); const boundary = r.headers.get('content-type').split('boundary=')[1]; return (await r.text()).replaceAll(boundary, 'B');`],
      ['a form is read where it is urlencoded', `const f = await new Response('a=1&b=%C3%BC', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }).formData(); return [...f];`],
      ['status, ok and statusText', `const r = new Response(null, { status: 404, statusText: 'Not Found' }); return [r.status, r.ok, r.statusText, r.body, r.type, r.url, r.redirected];`],
      ['a status out of range, and a body where there is none, are refused', `const names = []; for (const make of [() => new Response('', { status: 99 }), () => new Response('', { status: 204 }), () => Response.redirect('https://a.example', 200)]) try { make(); names.push('made'); } catch (e) { names.push(e.name); } return names;`],
      ['Response.json, redirect and error', `const a = Response.json({ x: 1 }, { status: 201 }); const b = Response.redirect('https://a.example/x', 303); const c = Response.error(); return [a.headers.get('content-type'), a.status, await a.json(), b.status, b.headers.get('location'), c.type, c.status];`],
      ['a clone can be read beside the original', `const r = new Response('twice', { status: 202, headers: { a: 'b' } }); const c = r.clone(); return [await r.text(), await c.text(), c.status, c.headers.get('a')];`],
      ['a body that was read cannot be cloned', `const r = new Response('x'); await r.text(); try { r.clone(); return 'cloned'; } catch (e) { return e.name; }`],
      ['a stream is a body', `const s = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('st')); c.enqueue(new TextEncoder().encode('ream')); c.close(); } }); return new Response(s).text();`],
      ['a locked stream is no body', `const s = new ReadableStream(); s.getReader(); try { new Response(s); return 'made'; } catch (e) { return e.name; }`],
      ['JSON that is none rejects with a SyntaxError', `return new Response('{').json().catch((e) => e.name);`],
      ['an empty response has no body', `const r = new Response(); return [r.body, await r.text(), r.bodyUsed];`],
      ['methods are normalized as the standard says', `return ['get', 'Post', 'custom'].map((method) => new Request('https://a.example', { method }).method);`],
      ['methods and URLs that cannot be are refused', `const names = []; for (const [u, i] of [['/x', {}], ['https://u:p@a.example', {}], ['https://a.example', { method: 'TRACE' }], ['https://a.example', { method: 'a b' }], ['https://a.example', { body: 'x' }], ['https://a.example', { redirect: 'maybe' }]]) try { new Request(u, i); names.push('made'); } catch (e) { names.push(e.name); } return names;`],
      ['a request takes over another one', `const a = new Request('https://a.example/x', { method: 'POST', headers: { a: '1' }, body: 'b' }); const b = new Request(a, { headers: { c: '2' } }); return [b.url, b.method, [...b.headers], await b.text(), a.method];`],
      ['a request follows the signal it is given', `const c = new AbortController(); const r = new Request('https://a.example', { signal: c.signal }); c.abort('x'); return [r.signal.aborted, r.signal.reason, r.signal === c.signal];`],
      ['a stream needs duplex', `try { new Request('https://a.example', { method: 'POST', body: new ReadableStream() }); return 'made'; } catch (e) { return e.name; }`],
    ],
  },
];
