import type { WebPiece } from '../case.ts';

export const ABORT: WebPiece = {
  names: ['AbortController', 'AbortSignal'],
  from: 'sdk',
  limits: [],
  cases: [
    ['abort sets `aborted` and a reason, and fires once', `const c = new AbortController(); let n = 0; c.signal.addEventListener('abort', () => n++); const before = c.signal.aborted; c.abort(); c.abort(); return [before, c.signal.aborted, c.signal.reason.name, c.signal.reason instanceof DOMException, n];`],
    ['the reason is the one that was given first', `const c = new AbortController(); c.abort('one'); c.abort('two'); return c.signal.reason;`],
    ['throwIfAborted throws the reason itself', `const c = new AbortController(); c.signal.throwIfAborted(); const r = { a: 1 }; c.abort(r); try { c.signal.throwIfAborted(); } catch (e) { return e === r; }`],
    ['onabort is a listener, and one only', `const c = new AbortController(); const log = []; c.signal.onabort = () => log.push(1); c.signal.onabort = (e) => log.push(e.type); c.abort(); return log;`],
    ['AbortSignal.abort is aborted from the start', `const s = AbortSignal.abort(); return [s.aborted, s.reason.name, AbortSignal.abort(5).reason];`],
    ['AbortSignal.timeout aborts with a TimeoutError', `const s = AbortSignal.timeout(5); await new Promise((r) => s.addEventListener('abort', r)); return [s.aborted, s.reason.name];`],
    ['AbortSignal.any follows the first', `const a = new AbortController(); const b = new AbortController(); const s = AbortSignal.any([a.signal, b.signal]); b.abort('b'); a.abort('a'); return [s.aborted, s.reason];`],
    ['AbortSignal.any of an aborted one is aborted', `const s = AbortSignal.any([new AbortController().signal, AbortSignal.abort('x')]); return [s.aborted, s.reason];`],
    ['AbortSignal.any of signals of any', `const a = new AbortController(); const s = AbortSignal.any([AbortSignal.any([a.signal])]); a.abort('deep'); return s.reason;`],
    ['AbortSignal.any of none never aborts', `return AbortSignal.any([]).aborted;`],
    ['nobody makes a signal with new', `try { new AbortSignal(); return 'made'; } catch (e) { return e.name; }`],
    ['they are told apart by their class', `const c = new AbortController(); return [c.signal instanceof AbortSignal, c.signal instanceof EventTarget, String(c), String(c.signal)];`],
  ],
};
