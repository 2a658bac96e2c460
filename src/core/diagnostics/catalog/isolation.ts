import { defineProblems } from '../define-problems.ts';

const STARTED_AGAIN = 'The process is started again, and every plugin with it; events that were waiting or under way are delivered again, under the same id.';

/** The process that plugins are isolated in: PLX4480 to PLX4489. */
export const isolationProblems = defineProblems({
  PLX4480: {
    severity: 'error',
    message: '"{plugin}" alone was at work {during} when the process that plugins run in ended: {reason}',
    hint: 'find out whether somebody ended it; if not, make what the plugin did at that moment smaller until it stays up, and report it to plexi-plugin',
    why: `With \`isolation: 'process'\` all plugins share one process, so that a flaw of the interpreter ends that process and not the host. No other plugin was at work, so this one is the likeliest cause: it counts as a fault of its own, as PLX4009 does. ${STARTED_AGAIN}`,
    fix: 'The reason says how it ended. `SIGKILL` comes from outside: from a person, or from the kernel when the machine is out of memory. An event under which the process ends three times is given up.',
  },
  PLX4481: {
    severity: 'error',
    message: '"{plugin}" went down {during} with the process that plugins run in: {reason}',
    hint: 'look at what the plugins were doing at that moment: each of them reports it',
    why: `With \`isolation: 'process'\` all plugins share one process. Nobody knows which of them ended it, so none is blamed: this is not counted when a host decides whether a plugin breaks down too often. ${STARTED_AGAIN}`,
    fix: 'The reason says how it ended. When it ends again and again, the process is started later each time, up to 30 seconds; load plugins one by one to see which of them does it.',
  },
  PLX4482: {
    severity: 'error',
    message: 'the process for plugins could not be started: {reason}',
    hint: 'mend what the reason says, or run plugins in threads of the host, with the isolation "thread"',
    why: 'With `isolation: \'process\'` plugins run in a child process of the same Node.js. Without it there is nothing that they could run in, and running them with less protection than was asked for would be worse.',
    fix: 'The process is started without an environment. A Node.js that finds its libraries only through `LD_LIBRARY_PATH` does not start that way; install it so that it does.',
  },
  PLX4483: {
    severity: 'warning',
    message: 'the process for plugins runs without namespaces of its own: {reason}',
    hint: 'install bubblewrap, and allow user namespaces where the host runs in a container',
    why: 'With `isolation: \'process\'` the permissions of Node.js keep files and programs from whoever breaks out of the interpreter, but they do not cover the network, and native code does not ask them. Where `bwrap` can make namespaces, the kernel refuses all of it.',
    fix: 'On Debian: `apt-get install bubblewrap`. Containers often forbid namespaces; `bwrap --unshare-all --ro-bind / / --proc /proc true` shows whether they are allowed. `manager.isolation` says which layer holds.',
  },
});
