import { harmless, type Payload } from '../payload.ts';

// Each way in which a script in Node could come to a module; in the sandbox all of them must fail.
const WAYS: readonly (readonly [string, string])[] = [
  ['process.mainModule', `globalThis.process.mainModule.require`],
  ['process.binding', `(name) => globalThis.process.binding(name)`],
  ['process.getBuiltinModule', `(name) => globalThis.process.getBuiltinModule(name)`],
  ['the constructor of this', `this.constructor.constructor('return process')().mainModule.require`],
  ['the constructor of an argument', `args.constructor.constructor('return process')().mainModule.require`],
  ['the constructor of an error', `(() => { try { null.x; } catch (e) { return e.constructor.constructor('return process')().mainModule.require; } })()`],
  ['require', `require`],
  ['module', `module.constructor._load`],
];

/** What each of the canaries guards, and how it would be reached with `require`. */
export const USES: readonly (readonly [string, string])[] = [
  ['read the environment', `require('process').env.PLEXI_TEST_CANARY`],
  ['read a file', `require('fs').readFileSync(args[0].file, 'utf8')`],
  ['start a program', `require('child_process').execFileSync('touch', [args[0].marker])`],
  ['open a connection', `require('net').connect(args[0].port, '127.0.0.1')`],
  ['signal the host', `require('process').kill(args[0].pid, 'SIGUSR2')`],
];

/** Every way to Node's modules, with every use of them: what it is after never comes out. */
export function createReaches(): readonly Payload[] {
  return WAYS.flatMap(([way, find]) =>
    USES.map(([use, expression]) =>
      harmless(`tries to ${use} through ${way}`, `try { const require_ = ${find}; return ((require) => String(${expression}))(require_); } catch (e) { return e instanceof Error; }`, true),
    ),
  );
}
