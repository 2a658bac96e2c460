import { createFailure, parseFailure, type GuestFailure } from '../guest-failure.ts';
import type { ThreadCpu } from '../thread-cpu.ts';
import type { FaultKind, FromWorker, ToWorker } from '../wire.ts';
import { classifyFailure, classifyFault } from './classify-fault.ts';
import { createGate } from './gate.ts';
import { createGuest, JobError, type GuestExits } from './guest.ts';
import { joinAnswers, type JoinedAnswers } from './join-answers.ts';
import { loadKernels, type RunKernel } from './kernels.ts';
import type { WorkerSettings } from './settings.ts';
import { createGuestSystem } from './system.ts';
import { createTurnClock } from './turn-clock.ts';

/**
 * Starts a guest and evaluates the plugin in it.
 *
 * What happens in one turn (one batch of messages, and what promises have to do because of it) is posted together at
 * its end. The first broken limit ends everything: the guest is never entered again.
 *
 * @param cpu - The kernel's account of this thread, where there is one.
 * @param post - Takes what happened in one turn.
 * @returns Takes the next batch of messages.
 */
export async function runGuest(
  settings: WorkerSettings,
  cpu: ThreadCpu | undefined,
  post: (batch: readonly FromWorker[]) => void,
): Promise<(batch: readonly ToWorker[]) => void> {
  let outbox: FromWorker[] = [];
  let entries = '';
  let interruptedBy: FaultKind | undefined;
  let fault: { readonly kind: FaultKind; readonly failure: GuestFailure } | undefined;

  const clock = createTurnClock(settings.shared, settings.limits.cpuMsPerCall, cpu);
  const system = createGuestSystem(settings.now, settings.seed);
  const gate = createGate(
    settings.limits,
    (message) => void outbox.push(message),
    (kind) => (fault ??= { kind, failure: createFailure('', guest.trace()) }),
  );
  let runKernel: RunKernel = () => 'the kernels are not loaded yet';
  const host: GuestExits = {
    ...gate,
    runKernel: (run) => runKernel(run),
    registered: (text) => void (entries = text),
    failed(invocation, text) {
      const { kind, failure } = classifyFailure(parseFailure(text));
      if (kind === undefined) gate.failed(invocation, text);
      else fault ??= { kind, failure };
    },
  };
  const isInterrupted = (): boolean => {
    // To QuickJS the order to stop is an exception, and the executor of a promise makes a rejection even of that one.
    // Asked again, this leaves the interpreter by force, through its machine: it will be thrown away in any case.
    if (fault !== undefined || interruptedBy !== undefined) throw new Error('the guest went on after it was told to stop');
    interruptedBy = clock.overrun();
    return interruptedBy !== undefined;
  };
  const guest = await createGuest(settings, system, host, isInterrupted);

  const settle = (): void => {
    for (;;) {
      try {
        guest.runJobs();
        break;
      } catch (error) {
        // A callback of `queueMicrotask` or of a `FinalizationRegistry` threw: nobody waits for it, and the rest goes on.
        const isHarmless = error instanceof JobError && interruptedBy === undefined && classifyFault(error, guest).kind === undefined;
        if (!isHarmless) throw error;
        gate.rejected(error.failure);
      }
    }
    for (const failure of guest.takeRejections()) gate.rejected(failure);
  };
  const receive = (message: ToWorker | JoinedAnswers): void => {
    switch (message[0]) {
      case 'invoke':
        guest.invoke(message[1], message[2], message[3], message[4], message[5]);
        break;
      case 'answer':
        gate.answered(message[1]);
        guest.answer(message[1], message[2], message[3]);
        break;
      case 'answers':
        for (const id of message[1]) gate.answered(id);
        guest.answerAll(message[1], message[2]);
        break;
      case 'refuse':
        gate.answered(message[1]);
        guest.refuse(message[1], message[2]);
        break;
      case 'now':
        system.setNow(message[1]);
    }
  };
  const runTurn = (work: () => void, otherwise: FaultKind): void => {
    if (fault !== undefined) return;
    clock.begin();
    try {
      work();
      settle();
    } catch (error) {
      const { kind, failure } = classifyFault(error, guest);
      fault ??= { kind: interruptedBy ?? kind ?? otherwise, failure };
    }
    guest.publishCounts();
    clock.end();
    if (interruptedBy !== undefined) fault ??= { kind: interruptedBy, failure: createFailure('') };
    if (fault !== undefined) outbox.push(['fault', fault.kind, JSON.stringify(fault.failure)]);
    if (outbox.length > 0) post(outbox);
    outbox = [];
  };

  runTurn(() => {
    runKernel = loadKernels(settings.kernels, settings.shared);
    guest.evaluate(settings.code);
    settle();
    outbox.push(['ready', entries]);
  }, 'evaluation');
  return (batch) => {
    runTurn(() => {
      for (const message of joinAnswers(batch)) receive(message);
    }, 'crash');
  };
}
