import { harmless, stopped, type Payload } from '../payload.ts';

// Whether a value leads to a global object that is not the plugin's own.
const LEADS = `const leads = (value) => { try { const root = value.constructor.constructor('return globalThis')(); return root !== globalThis || 'process' in root; } catch { return false; } };`;
const CALL = `const refused = () => __plexi.call('refused', 1);`;

/** What let code out of sandboxes that share objects with their host: errors, promises, species, inspection, proxies, `import`. */
export const MEMBRANES: readonly Payload[] = [
  // Errors that a host makes (vm2).
  harmless('calls the host with its stack nearly full', `${LEADS} let error; const dig = () => { try { dig(); } catch { try { __plexi.call({}, 1); } catch (e) { error ??= e; } } }; dig(); return [leads(error), error instanceof Error];`, [false, true], 'PLX4004'),
  harmless('makes the engine throw while it reads a name', `${LEADS} const e = new Error('x'); e.name = Symbol('x'); try { return [typeof e.stack, leads(e)]; } catch (thrown) { return [leads(thrown), thrown instanceof TypeError]; }`, ['string', false]),
  harmless('follows the causes of a refusal', `${LEADS} ${CALL} try { await refused(); } catch (e) { return [leads(e), 'cause' in e, leads(e.details ?? {})]; }`, [false, false, false]),
  harmless('collects refusals in an AggregateError', `${LEADS} ${CALL} try { await Promise.any([refused(), refused()]); } catch (e) { return e.errors.map(leads); }`, [false, false]),
  harmless('asks a refusal for a call site', `${CALL} Error.prepareStackTrace = (_, sites) => sites; try { await refused(); } catch (e) { return [typeof e.stack, Array.isArray(e.stack)]; }`, ['string', false]),
  harmless('raises the limit of stacks', `${CALL} Error.stackTraceLimit = Infinity; const f = (n) => (n > 0 ? f(n - 1) : new Error('x').stack.split('\\n').length); return f(200) <= 31;`, true),
  // Promises of the host (vm2).
  harmless('gives a promise of the host a species', `${LEADS} const seen = []; const p = __plexi.call('echo', 1); p.constructor = { [Symbol.species]: function (executor) { executor((v) => seen.push(leads(v)), (e) => seen.push(leads(e))); } }; try { p.then((v) => v); } catch {} try { p.finally(() => {}); } catch {} await null; await __plexi.call('echo', 2); return seen.some((found) => found);`, false),
  harmless('subclasses what an async function returns', `${LEADS} const P = (async () => {})().constructor; class Mine extends P { constructor(run) { super((a, b) => run((v) => a(v), (e) => b(leads(e)))); } } try { return await Mine.resolve(__plexi.call('refused', 1)).catch((e) => leads(e)); } catch (e) { return e; }`, false),
  harmless('waits in an async generator that is told to return', `${LEADS} ${CALL} const g = (async function* () { try { yield 1; } finally { await refused(); } })(); await g.next(); try { await g.return({ get then() { return undefined; } }); } catch (e) { return leads(e); }`, false),
  harmless('delegates to an iterator that throws what the host threw', `${LEADS} ${CALL} const it = { [Symbol.asyncIterator]() { return this; }, next: () => refused(), get return() { return undefined; } }; try { for await (const x of (async function* () { yield* it; })()) {} } catch (e) { return leads(e); }`, false),
  // What a host does with values for people (vm2, Node.js).
  harmless('is asked to inspect itself', `let asked = false; const o = { [Symbol.for('nodejs.util.inspect.custom')]() { asked = true; return 'x'; }, [Symbol.for('util.inspect.custom')]() { asked = true; } }; console.log(o); await __plexi.call('echo', o); return asked;`, false),
  harmless('gives the host a proxy with every trap', `${LEADS} const seen = []; const traps = new Proxy({}, { get: (_, trap) => (...given) => { seen.push(given.some((each) => typeof each === 'object' && each !== null && leads(each))); return Reflect[trap](...given); } }); await __plexi.call('echo', new Proxy({ a: 1 }, traps)); console.log(new Proxy({}, traps)); return seen.includes(true);`, false),
  harmless('gives the log something that is no text', `__plexi.log({ toString: () => 'info' }, { toString: () => 'x' }); __plexi.log('__proto__', 1n); return 'alive';`, 'alive'),
  stopped('throws an error that says it is the host’s', `throw Object.assign(new Error('x'), { name: 'PlexiError', diagnostics: [], code: 'PLX4018' });`, 'PLX4010'),
  // Lists that make lists (vm2).
  harmless('makes lists of arguments with a species of its own', `${LEADS} args.constructor = { [Symbol.species]: function () { return args; } }; const made = args.map((x) => x); return [leads(made), Array.isArray(made)];`, [false, true]),
  harmless('hides a species on the list of attachments', `const list = Object.assign([[[], Uint8Array.of(1)]], { constructor: { [Symbol.species]: function () { throw new Error('asked'); } } }); const got = await __plexi.call('echo', null, list); return got.length;`, 1),
  // Accessors and the prototypes of functions of the host (vm2, isolated-vm).
  harmless('looks up a prototype with an accessor', `${LEADS} const get = Object.prototype.__lookupGetter__('__proto__'); return [leads(get.call(__plexi.call)), leads(get.call(__plexi)), get.call(__plexi.call) === Function.prototype];`, [false, false, true]),
  harmless('constructs with a function of the host', `try { return typeof Reflect.construct(__plexi.call, ['echo', 1]); } catch (e) { return e.name; }`, 'TypeError'),
  harmless('is constructed by a function of the host', `try { return typeof Reflect.construct(Object, [], __plexi.register); } catch (e) { return e.name; }`, 'TypeError'),
  harmless('looks for references among the properties of what it is given', `const seen = new Set(); const walk = (value) => { if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return; seen.add(value); for (const key of Reflect.ownKeys(value)) { try { walk(Reflect.getOwnPropertyDescriptor(value, key).value); } catch {} } }; walk(__plexi); return seen.size <= 1 + Object.values(__plexi).filter((value) => typeof value === 'function').length;`, true),
  harmless('puts the interface into a with statement', `return Function('o', 'with (o) { try { call = 1; } catch {} return typeof call; }')(__plexi);`, 'function'),
  // Text that is code (SES).
  harmless('hides an import in an HTML comment', `try { await (0, eval)("<!-- x\\nimport('node:fs')\\n--> y"); return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('hides an import behind a comment', `try { await (0, eval)("import/**/('node:fs')"); return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('hides an import behind a line separator', `try { await (0, eval)("import\\u2028('node:fs')"); return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('imports with attributes', `try { await (0, eval)("import('file:///etc/passwd', { with: { type: 'json' } })"); return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('imports in a default of a parameter', `try { await (async (x = import('node:fs')) => x)(); return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('imports from an async generator', `try { for await (const x of (async function* () { yield import('node:child_process'); })()) {} return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('imports what says its own name', `let asked = 0; try { await import({ toString() { asked++; return asked > 1 ? 'node:fs' : 'x'; } }); return 'imported'; } catch { return 'refused'; }`, 'refused'),
  harmless('closes the function that its code is put into', `try { return typeof Function('/*', '*/){ return globalThis; }; function f(')(); } catch (e) { return e.name; }`, 'SyntaxError'),
  // Names that are shown to people, and static imports (Deno).
  harmless('calls methods whose names draw over a question', `const codes = []; for (const m of ['\\x1b[2K\\x1b[1A', '\\r', '\\u202enekot', '\\x9b2J']) { try { await __plexi.call(m, 1); } catch (e) { codes.push(e.code); } } return codes;`, ['UNKNOWN_METHOD', 'UNKNOWN_METHOD', 'UNKNOWN_METHOD', 'UNKNOWN_METHOD']),
  harmless('imports statically', `try { (0, eval)("import fs from 'node:fs'"); return 'imported'; } catch (e) { return e.name; }`, 'SyntaxError'),
  // Memory and messages that the host shares (isolated-vm).
  harmless('changes its bytes while the host has them', `const bytes = new Uint8Array(8); const call = __plexi.call('echo', null, [[[], bytes]]); bytes.fill(9); try { bytes.buffer.transfer(); } catch {} return (await call).every((byte) => byte === 0);`, true),
  harmless('answers Intl with what it likes', `let request; Array.prototype.toJSON = function () { const mine = request ?? this; request = undefined; return mine; }; request = ['constructor', null, null, 'constructor', ['return process']]; const codes = []; try { codes.push(new Intl.NumberFormat('en').format(1)); } catch (e) { codes.push(e instanceof Error); } request = [['DateTimeFormat'], null, null, 'formatToParts', []]; try { codes.push(typeof new Date(0).toLocaleString('en')); } catch (e) { codes.push(e instanceof Error); } delete Array.prototype.toJSON; return codes.every((code) => code === true || code === 'object');`, true),
];
