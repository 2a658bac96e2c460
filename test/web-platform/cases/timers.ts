import type { WebPiece } from '../case.ts';

export const TIMERS: WebPiece = {
  names: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  from: 'sdk',
  limits: [
    'They run on the host’s clock: in tests, when the test moves it.',
    'A timer is a number, as in browsers: there is no `unref`.',
    'A plugin may have 1,000 at once; the next one throws a `QuotaExceededError`. All end with the sandbox. For work at a time of day use a scheduled task.',
    'There is no `setImmediate`: use `queueMicrotask`, or `setTimeout` with 0.',
  ],
  cases: [
    ['a timer runs later, never at once', `const log = []; await new Promise((r) => { setTimeout(() => { log.push('timer'); r(); }, 0); log.push('now'); }); return log;`],
    ['timers run in the order of their times', `const log = []; await new Promise((r) => { setTimeout(() => { log.push(3); r(); }, 60); setTimeout(() => log.push(1), 10); setTimeout(() => log.push(2), 30); }); return log;`],
    ['timers of one time run in the order in which they were set', `const log = []; await new Promise((r) => { for (let i = 0; i < 5; i++) setTimeout(() => log.push(i), 5); setTimeout(r, 20); }); return log;`],
    ['promises settle before the next timer runs', `const log = []; await new Promise((r) => { setTimeout(() => { log.push('a'); Promise.resolve().then(() => log.push('b')).then(() => log.push('c')); }, 5); setTimeout(() => { log.push('d'); r(); }, 5); }); return log;`],
    ['what follows the delay reaches the function', `return new Promise((r) => setTimeout((...all) => r(all), 1, 'a', 2, { c: 3 }));`],
    ['clearTimeout keeps a timer from running', `const log = []; const t = setTimeout(() => log.push('never'), 5); clearTimeout(t); await new Promise((r) => setTimeout(r, 20)); return log;`],
    ['a timer can clear another that is due at the same time', `const log = []; await new Promise((r) => { let t; setTimeout(() => clearTimeout(t), 5); t = setTimeout(() => log.push('never'), 5); setTimeout(r, 20); }); return log;`],
    ['clearing what is no timer does nothing', `clearTimeout(); clearTimeout(null); clearTimeout(99999); clearInterval(undefined); return 'fine';`],
    ['an interval runs until it is cleared', `let n = 0; await new Promise((r) => { const t = setInterval(() => { if (++n === 3) { clearInterval(t); setTimeout(r, 20); } }, 2); }); return n;`],
    ['clearTimeout clears an interval too', `let n = 0; const t = setInterval(() => n++, 2); clearTimeout(t); await new Promise((r) => setTimeout(r, 10)); return n;`],
    ['a delay that is no number is none', `return new Promise((r) => setTimeout(() => r('ran'), 'soon'));`],
    ['a timer sets another', `const log = []; await new Promise((r) => setTimeout(() => { log.push(1); setTimeout(() => { log.push(2); r(); }, 1); }, 1)); return log;`],
    ['what is no function is refused', `try { setTimeout('code', 1); return 'set'; } catch (e) { return e.name; }`],
  ],
};
