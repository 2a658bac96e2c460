import type { WebPiece } from '../case.ts';

export const EVENTS: WebPiece = {
  names: ['Event', 'CustomEvent', 'EventTarget'],
  from: 'sdk',
  limits: ['There is no tree, so nothing bubbles and nothing is captured: listeners of the target run, those with `capture` first.'],
  cases: [
    ['listeners run in the order in which they were added, once each', `const t = new EventTarget(); const log = []; const f = () => log.push('f'); t.addEventListener('x', f); t.addEventListener('x', f); t.addEventListener('x', () => log.push('g')); t.dispatchEvent(new Event('x')); return log;`],
    ['`once` hears once', `const t = new EventTarget(); let n = 0; t.addEventListener('x', () => n++, { once: true }); t.dispatchEvent(new Event('x')); t.dispatchEvent(new Event('x')); return n;`],
    ['a listener that was removed hears nothing, even during the dispatch', `const t = new EventTarget(); const log = []; const g = () => log.push('g'); t.addEventListener('x', () => { log.push('f'); t.removeEventListener('x', g); }); t.addEventListener('x', g); t.dispatchEvent(new Event('x')); return log;`],
    ['a listener that is added during the dispatch waits for the next one', `const t = new EventTarget(); const log = []; t.addEventListener('x', () => t.addEventListener('x', () => log.push('late')), { once: true }); t.dispatchEvent(new Event('x')); const first = log.length; t.dispatchEvent(new Event('x')); return [first, log.length];`],
    ['an object with handleEvent is a listener', `const t = new EventTarget(); const o = { n: 0, handleEvent(e) { this.n += e.type.length; } }; t.addEventListener('abc', o); t.dispatchEvent(new Event('abc')); return o.n;`],
    ['`this` and the targets of the event are the target', `const t = new EventTarget(); let seen; t.addEventListener('x', function (e) { seen = [this === t, e.target === t, e.currentTarget === t, e.eventPhase]; }); const e = new Event('x'); t.dispatchEvent(e); return [seen, e.target === t, e.currentTarget, e.eventPhase];`],
    ['preventDefault is told by dispatchEvent, where the event can be cancelled', `const t = new EventTarget(); t.addEventListener('x', (e) => e.preventDefault()); return [t.dispatchEvent(new Event('x', { cancelable: true })), t.dispatchEvent(new Event('x'))];`],
    ['stopImmediatePropagation keeps the event from the rest', `const t = new EventTarget(); const log = []; t.addEventListener('x', (e) => { log.push(1); e.stopImmediatePropagation(); }); t.addEventListener('x', () => log.push(2)); t.dispatchEvent(new Event('x')); return log;`],
    ['a signal ends the listening', `const t = new EventTarget(); const c = new AbortController(); let n = 0; t.addEventListener('x', () => n++, { signal: c.signal }); t.dispatchEvent(new Event('x')); c.abort(); t.dispatchEvent(new Event('x')); return n;`],
    ['an event that is being dispatched cannot be dispatched again', `const t = new EventTarget(); let name; t.addEventListener('x', (e) => { try { t.dispatchEvent(e); } catch (error) { name = error.name; } }); t.dispatchEvent(new Event('x')); return typeof name;`],
    ['what is no event cannot be dispatched', `try { new EventTarget().dispatchEvent({ type: 'x' }); return 'sent'; } catch (e) { return e.name; }`],
    ['an event has type, bubbles, cancelable, composed and a time', `const e = new Event('x', { bubbles: true }); return [e.type, e.bubbles, e.cancelable, e.composed, typeof e.timeStamp, e.defaultPrevented];`],
    ['a CustomEvent carries its detail', `return [new CustomEvent('x', { detail: { a: 1 } }).detail, new CustomEvent('x').detail];`],
    ['classes can extend EventTarget and Event', `class T extends EventTarget { go() { return this.dispatchEvent(new (class E extends Event { v = 7; })('x')); } } const t = new T(); let v; t.addEventListener('x', (e) => { v = e.v; }); t.go(); return v;`],
  ],
};
