import { defineProblems } from '../define-problems.ts';

/** Scaffolding: PLX60xx. */
export const scaffoldProblems = defineProblems({
  PLX6001: {
    severity: 'error',
    message: 'the folder "{directory}" is not empty: it holds {names}',
    hint: 'name a new folder, or move these files away first',
    why: '`init` makes a new plugin and never mixes its files with others. Only what version control leaves behind (`.git`) may be there already.',
    fix: 'Give `init` a folder that does not exist yet, or an empty one. To turn an existing folder into a plugin, make the new plugin beside it and copy your files over.',
  },
  PLX6002: {
    severity: 'error',
    message: '"{file}" is a file, so there can be no folder "{directory}"',
    hint: 'choose a path on which only folders are',
    why: 'A part of the path that was given is a file, not a folder.',
    fix: 'Check the path for a slip. `init DIR` makes the folders that are missing, but replaces no file.',
  },
  PLX6003: {
    severity: 'error',
    message: '"{name}" is no name for a plugin',
    hint: 'use lower-case letters, digits, "-" and "_", for example --name {suggestion}',
    why: 'The name is part of file names, addresses and commands, so it has to look the same everywhere: it begins with a letter `a`–`z` or a digit, goes on with letters, digits, `-` and `_`, and has 64 characters at most. A namespace of the same form may stand before it: `acme/weather`.',
    fix: 'Choose a name of that form. What people see is `display_name` in the manifest, which may be any text.',
  },
  PLX6004: {
    severity: 'warning',
    message: 'npm could not install the dependencies: {reason}',
    hint: '{advice}',
    why: 'The plugin is complete, but `npm install` failed in its folder. plexi-plugin linked itself into `node_modules` instead, so that the editor, `validate`, `test` and `pack` work without the network.',
    fix: 'Run `npm install` in the plugin’s folder when the registry can be reached. If npm cannot find plexi-plugin in the registry, install it from where you have it: `npm install --save-dev /path/to/plexi-plugin`.',
  },
  PLX6005: {
    severity: 'error',
    message: 'plexi-plugin itself is not complete: the template {template} is missing',
    hint: 'install plexi-plugin again',
    why: 'The files that new plugins are made from are part of plexi-plugin, and they are not where they should be.',
    fix: 'Install plexi-plugin again with `npm install plexi-plugin`.',
  },
});
