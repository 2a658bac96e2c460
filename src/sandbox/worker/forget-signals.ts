// `_debugProcess` makes another process of the same user listen for a debugger, which may run anything in it. The
// permissions of Node.js are silent about all of them.
const SIGNALS = ['kill', '_kill', '_debugProcess', '_debugEnd'];

/** Takes away by what a program could reach another process: whoever broke out of the interpreter would look for it. */
export function forgetSignals(program: object): void {
  for (const name of SIGNALS) Reflect.deleteProperty(program, name);
}
