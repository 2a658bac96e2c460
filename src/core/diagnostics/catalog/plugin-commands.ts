import { defineProblems } from '../define-problems.ts';

/** Commands that plugins add to a command line: PLX417x. */
export const pluginCommandProblems = defineProblems({
  PLX4170: {
    severity: 'error',
    message: '"{command}" {problem}',
    hint: 'write it as: {usage}',
    why: 'The plugin says which arguments and flags its command has. The host checks them before the plugin sees any, so the command was not run.',
    fix: 'Ask for the help of the command with `--help` after its name. `--` ends the flags: what follows are arguments, also where they begin with a dash.',
  },
  PLX4171: {
    severity: 'error',
    message: 'there is no command "{command}"',
    hint: '{suggestion}',
    why: 'No enabled plugin has a command that the line begins with.',
    fix: '`--help` lists every command by category, and `--search WORD` finds those that speak of a word. A plugin that was disabled has no commands.',
  },
  PLX4172: {
    severity: 'error',
    message: 'the command "{command}" is offered by two plugins: "{first}" and "{second}"',
    hint: 'say which plugin is meant',
    why: 'Plugins choose the names of their commands themselves, so two may choose the same one. The host does not guess.',
    fix: 'Give `plugin` to `run`, or disable one of the two.',
  },
  PLX4173: {
    severity: 'error',
    message: '"{command}" may only be run by somebody who is signed in',
    hint: 'sign in first',
    why: 'The plugin says that its command needs to know who runs it (`requiresAuth`).',
    fix: 'Sign in. With `plexi-plugin run`, say who you are with `--user NAME`.',
  },
  PLX4174: {
    severity: 'error',
    message: '"{command}" may only be run by administrators',
    hint: 'ask an administrator to run it',
    why: 'The plugin says that its command is for administrators (`adminOnly`).',
    fix: 'Ask an administrator. With `plexi-plugin run`, where you try a plugin in a host of your own, add `--admin` before the plugin.',
  },
  PLX4175: {
    severity: 'error',
    message: '"{command}" does what cannot be undone, and nobody has confirmed it',
    hint: 'confirm it: with --confirm before the plugin, or in a terminal when you are asked',
    why: 'The plugin says that its command is dangerous. Such a command runs only when a person has said that it is wanted; `--yes` does not say so, because it stands for every default.',
    fix: 'Read the help of the command. If it is what you want, run `plexi-plugin run --confirm PLUGIN COMMAND`; hosts give `isConfirmed` to `run`.',
  },
  PLX4176: {
    severity: 'error',
    message: '"{plugin}" offers no command',
    hint: 'name a plugin of the kind "cli"',
    why: '`run` is for plugins that add commands to a command line. This one has none.',
    fix: 'As the author, write an entry point of the kind `cli`: the guide to kinds shows one. As a user, look with `plexi-plugin inspect` what the plugin is.',
  },
  PLX4177: {
    severity: 'error',
    message: 'there is no plugin "{plugin}": no such folder, and nothing of that name in {folder}',
    hint: '{suggestion}',
    why: '`run` takes a folder with a plugin, a `.plx` file, or the name of a plugin that is installed.',
    fix: '`plexi-plugin list` shows what is installed. Plugins that were installed somewhere else need `--to DIR`, before the plugin.',
  },
  PLX4178: {
    severity: 'error',
    message: '"{data}" is in the folder of the plugin ({folder}), so what it keeps would be packed and published',
    hint: 'give --data a folder outside of the plugin, for example ../data',
    why: 'What is in the folder of a plugin goes into its archive. The storage of somebody who tries the plugin may hold what nobody else should read.',
    fix: 'Move the folder out of the plugin, and name it with `--data`. Look with `plexi-plugin inspect` whether an archive that you have packed already holds it.',
  },
});
