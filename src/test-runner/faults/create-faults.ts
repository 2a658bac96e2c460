import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { Clock } from '../../host/clock.ts';
import { parseDuration } from '../../host/parse-duration.ts';
import type { HttpAnswer, HttpService } from '../../host/services/http.ts';
import { HostCallError, type Engine, type Sandbox } from '../../sandbox/engine.ts';
import { createFaultPlan } from './fault-plan.ts';
import type { Fault, TestFaults } from './test-faults.ts';

/** The faults of a test host, and what they are built into. */
export interface LiveFaults extends TestFaults {
  /** An engine that lets the sandboxes of one plugin meet the faults of host calls, and break down where they should. */
  injectInto(engine: Engine, plugin: string): Engine;
  /** The internet with the faults of its servers. */
  interrupt(http: HttpService): HttpService;
  /** Delivers an event as often as the faults want it. */
  deliver<Report>(dispatch: () => Promise<Report>): Promise<Report>;
  /** How often a host call has failed or was late: it is one that the host itself has not seen. */
  readonly met: number;
  /** Whether a diagnostic tells of a breakdown that the test has wanted. */
  isWanted(diagnostic: Diagnostic): boolean;
}

/** Makes the faults of one host; at first, nothing goes wrong. */
export function createFaults(clock: Clock): LiveFaults {
  const [calls, requests, crashes] = [createFaultPlan(), createFaultPlan(), createFaultPlan()];
  const wanted = new Set<Diagnostic>();
  let breakdowns = 0;
  let met = 0;
  let isRepeating = false;
  const planOf = (target: string): typeof calls => (target.includes(' ') ? requests : calls);

  const wait = async ({ delay }: Fault): Promise<void> => {
    if (delay !== undefined) await new Promise<void>((resolve) => { clock.setTimer(parseDuration(delay), resolve); });
  };

  async function meetCall(method: string): Promise<void> {
    const fault = calls.meet(method);
    if (fault === undefined) return;
    await wait(fault);
    met += 1;
    const { delay, error = delay === undefined ? 'INTERNAL' : undefined } = fault;
    if (error !== undefined) throw new HostCallError(error, `${method} fails with ${error}, because the test wants it`, { method });
  }

  function startBreakable(engine: Engine, plugin: string): Engine['start'] {
    return async (options) => {
      if (options.plugin !== plugin) return engine.start(options);
      let breakDown: (fault: Diagnostic) => void = () => undefined;
      const broken = new Promise<Diagnostic>((resolve) => { breakDown = resolve; });
      const sandbox = await engine.start({
        ...options,
        async call(call) {
          if (crashes.meet(call.method) !== undefined) {
            const fault = createDiagnostic('PLX4009', { plugin: options.plugin, during: `in a call of "${call.method}"`, reason: 'the test wants it' });
            wanted.add(fault);
            breakdowns += 1;
            breakDown(fault);
            // Nobody is there any more who could get an answer; and what was asked for has not been done.
            return new Promise(() => undefined);
          }
          await meetCall(call.method);
          return options.call(call);
        },
      });
      return makeBreakable(sandbox, broken);
    };
  }

  return {
    fail: (target, fault = {}) => { planOf(target).add(target, fault); },
    delay: (target, duration) => { planOf(target).add(target, { delay: duration }); },
    crash: (target) => { crashes.add(target, { times: 1 }); },
    repeatEvents() {
      isRepeating = true;
    },
    clear() {
      for (const plan of [calls, requests, crashes]) plan.clear();
      isRepeating = false;
    },
    injectInto: (engine, plugin) => ({ name: engine.name, close: () => engine.close(), start: startBreakable(engine, plugin) }),
    interrupt: (http) => ({
      ...http,
      async exchange(request) {
        const fault = requests.meet(`${request.method} ${request.url.origin}${request.url.pathname}`);
        if (fault === undefined) return http.exchange(request);
        await wait(fault);
        return answerFaulty(fault, request.url, () => http.exchange(request));
      },
    }),
    async deliver(dispatch) {
      const before = breakdowns;
      const report = await dispatch();
      return breakdowns > before || isRepeating ? dispatch() : report;
    },
    get met() {
      return met;
    },
    isWanted: (diagnostic) => wanted.has(diagnostic),
  };
}

/** A sandbox that is gone as soon as it is told to break down: whatever it was busy with goes down with it. */
function makeBreakable(sandbox: Sandbox, broken: Promise<Diagnostic>): Sandbox {
  let fault: Diagnostic | undefined;
  void broken.then((diagnostic) => {
    fault = diagnostic;
    return sandbox.close();
  });
  return {
    entries: sandbox.entries,
    gone: Promise.race([broken, sandbox.gone]),
    setNow: (now) => { sandbox.setNow(now); },
    close: () => sandbox.close(),
    async invoke(invocation) {
      try {
        return await sandbox.invoke(invocation);
      } catch (error) {
        throw fault === undefined ? error : new PlexiError([fault], { cause: error });
      }
    },
  };
}

async function answerFaulty({ status, headers = {}, breakAfter, error, delay }: Fault, { host }: URL, answer: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  if (error !== undefined) throw new HostCallError(error, `${host} cannot be reached, because the test wants it`, { host });
  if (status !== undefined) return { status, headers: Object.entries(headers), body: cutOff(undefined, 0) };
  if (breakAfter !== undefined) {
    const whole = await answer();
    return { ...whole, body: cutOff(whole.body, breakAfter) };
  }
  if (delay !== undefined) return answer();
  throw new HostCallError('NETWORK_FAILED', `${host} cannot be reached, because the test wants it`, { host });
}

/** The first bytes of a body; then it fails, where there is one. */
async function* cutOff(body: AsyncIterable<Uint8Array> | undefined, bytes: number): AsyncGenerator<Uint8Array, undefined> {
  if (body === undefined) return undefined;
  let left = bytes;
  for await (const chunk of body) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) break;
  }
  throw new HostCallError('NETWORK_FAILED', 'the connection broke off, because the test wants it');
}
