import { defineProblems } from '../define-problems.ts';

/** Project files: PLX10xx. */
export const projectProblems = defineProblems({
  PLX1001: {
    severity: 'error',
    message: 'there is no plugin.json or plugin.yaml in "{directory}"',
    hint: 'run the command in a plugin’s folder, name the folder with --cwd, or make a plugin with "plexi-plugin init"',
    why: 'A plugin is a folder with a manifest in it: `plugin.json`, `plugin.yaml` or `plugin.yml`.',
    fix: 'Change to the plugin’s folder, or give it: `plexi-plugin validate --cwd path/to/plugin`.',
  },
  PLX1002: {
    severity: 'error',
    message: 'there are two manifests, {first} and {second}',
    hint: 'keep one of them',
    why: 'Two manifests would sooner or later say different things, and nobody could tell which one counts.',
    fix: 'Delete the manifest that is out of date.',
  },
  PLX1003: {
    severity: 'error',
    message: '{name} cannot be read: {reason}',
    hint: 'make it a readable file',
    why: 'The file is there, but it is a folder or something else that is not a file, or your user may not read it.',
    fix: 'Look at it with `ls -l`, and make it an ordinary file that your user may read.',
  },
  PLX1004: {
    severity: 'error',
    message: '{name} is {size} bytes, and at most {limit} are read',
    hint: 'move what is large into files of their own',
    why: 'A manifest or a settings schema is a page or two. A limit keeps a damaged or hostile file from taking all memory.',
    fix: 'Keep data in files of the plugin, and name them in the manifest.',
  },
  PLX1005: {
    severity: 'error',
    message: '{name} is not UTF-8 text',
    hint: 'save it as UTF-8',
    why: 'JSON (RFC 8259) and YAML 1.2 files are UTF-8. In another encoding names and texts would come out wrong.',
    fix: 'Choose “UTF-8” when saving, or convert: `iconv -f latin1 -t utf-8 plugin.json`.',
  },
  PLX1006: {
    severity: 'error',
    message: '"{path}" does not exist',
    hint: '{remedy}',
    why: 'The manifest names a file or folder that is not in the plugin’s folder, so it would be missing from the archive.',
    fix: 'Create it, correct its name, or take it out of the manifest. Upper and lower case count.',
  },
  PLX1007: {
    severity: 'error',
    message: '"{path}" leads out of the plugin’s folder',
    hint: 'copy the file into the plugin’s folder',
    why: 'An archive holds the plugin’s folder and nothing else. A symbolic link to the outside would leave a hole, or pack what was never meant to be published.',
    fix: 'Replace the link with the file it leads to.',
  },
  PLX1008: {
    severity: 'error',
    message: '"{path}" is not {expected}',
    hint: '{remedy}',
    why: 'The manifest uses the file as something that it is not.',
    fix: 'Name the right file, or replace it with one of the right type.',
  },
  PLX1009: {
    severity: 'warning',
    message: 'the plugin has no README.md',
    hint: 'write one: it is the plugin’s page in the registry',
    why: 'People decide by the README whether they install a plugin.',
    fix: 'Say what the plugin does, how it is used, and what its settings mean.',
  },
  PLX1010: {
    severity: 'warning',
    message: 'the licence is {license}, but there is no LICENSE file',
    hint: 'add a LICENSE file with the text of the licence',
    why: 'Most licences ask that their text comes with the software.',
    fix: 'Put the text of the licence into a file `LICENSE` beside the manifest.',
  },
  PLX1011: {
    severity: 'warning',
    message: 'plexi-env.d.ts does not fit the settings any more',
    hint: 'run "plexi-plugin types"',
    why: 'The types of `this.config` come from that file, which is generated from the settings schema.',
    fix: 'Run `plexi-plugin types`, and commit the file.',
  },
});
