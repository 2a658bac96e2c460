import { defineProblems } from '../define-problems.ts';

/** Command line and environment: PLX00xx. Wrong usage exits with 2. */
export const commandLineProblems = defineProblems({
  PLX0001: {
    severity: 'error',
    message: 'there is no command "{command}"',
    hint: '{suggestion}',
    why: 'The first word after `plexi-plugin` names a command, and this one is not among them.',
    fix: 'Run `plexi-plugin --help` for the list. Where a command with a similar name exists, the hint shows it.',
  },
  PLX0002: {
    severity: 'error',
    message: '{problem}',
    hint: 'run "plexi-plugin {command} --help" for its flags and examples',
    why: 'A flag or an argument is unknown, lacks its value, or stands where it cannot stand.',
    fix: 'Compare the command with its `--help`. Values that begin with a dash are given as `--flag=-value`.',
  },
  PLX0003: {
    severity: 'error',
    message: '{flag} takes {expected}, not "{value}"',
    hint: 'give {flag} one of the values that "plexi-plugin {command} --help" lists',
    why: 'The flag accepts only certain values.',
    fix: 'Choose one of the values that `--help` lists for the flag.',
  },
  PLX0004: {
    severity: 'error',
    message: 'these values are missing: {missing}',
    hint: 'add {flags}',
    why: 'The command would ask for these values, but there is nobody to ask: standard input is no terminal, `CI` is set, or `--yes` was given. All missing values are listed at once.',
    fix: 'Give each value with the flag that the hint names.',
  },
  PLX0005: {
    severity: 'error',
    message: 'this Node.js is {found}, and plexi-plugin needs {needed}',
    hint: 'install Node.js {needed}, for example with "nvm install 22"',
    why: 'Older versions of Node.js lack parts of the platform that the sandbox and the archive need.',
    fix: 'Install a supported version of Node.js: 20.19 or later, 22 or 24.',
  },
  PLX0006: {
    severity: 'error',
    message: 'there is no problem code "{code}"',
    hint: 'give a code as it is printed, for example "plexi-plugin explain PLX1101"',
    why: '`explain` knows the codes of this version of plexi-plugin.',
    fix: 'Check the digits. A code from a newer version is explained by that version.',
  },
  PLX0007: {
    severity: 'error',
    message: 'the folder "{directory}" does not exist',
    hint: 'give --cwd a folder that exists',
    why: '`--cwd` names the plugin’s folder, and nothing is there.',
    fix: 'Check the path: it is relative to the folder the shell is in.',
  },
  PLX0008: {
    severity: 'error',
    message: 'the file system refused to {action} "{path}": {reason}',
    hint: '{remedy}',
    why: 'The operating system did not allow the step: the disk is full, the folder is read-only, or the file belongs to somebody else.',
    fix: 'Do what the hint says, then run the command again. Nothing was left half-written.',
  },
  PLX0009: {
    severity: 'error',
    message: 'the command was interrupted',
    hint: 'run it again when you are ready: nothing was left half-written',
    why: 'Ctrl-C or a signal ended the command, or a question was cancelled.',
    fix: 'Run the command again.',
  },
  PLX0010: {
    severity: 'error',
    message: 'PLEXI_HOME is "{value}", which is not an absolute path',
    hint: 'set PLEXI_HOME to an absolute path',
    why: 'Keys and the local registry must be found from every folder.',
    fix: 'Use an absolute path, for example `PLEXI_HOME="$PWD/.plexi"`.',
  },
});
