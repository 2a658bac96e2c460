import { defineProblems } from '../define-problems.ts';

/** Extension points: PLX43xx. */
export const extensionPointProblems = defineProblems({
  PLX4300: {
    severity: 'error',
    message: '{what} of "{plugin}" asks users for the permission "{permission}", which neither the host nor the manifest knows{suggestion}',
    hint: 'list it under "defines_permissions" in the manifest, or mend its name',
    why: 'An administrator can grant only what a manifest lists, with a title. Nobody could ever have a permission that is not there, so everybody would be refused.',
    fix: 'Add the permission with a title:\n\n```json\n"defines_permissions": [\n  { "name": "weather.create", "title": "Create alerts" }\n]\n```',
  },
  PLX4301: {
    severity: 'error',
    message: '{hook} of "{plugin}" returned something that the host cannot use: {problem}',
    hint: 'return what the documentation of {hook} says',
    why: 'A plugin can return anything, so the host reads every result and passes on only what has the right shape and size.',
    fix: 'Look at the result type in your editor, and at the section of the kind in the guide to kinds. Values that come from other servers need a check of your own before they are returned.',
  },
  PLX4302: {
    severity: 'error',
    message: 'the {type} "{name}" of "{plugin}" cannot be used: {problem}',
    hint: 'change the {type} in the code of the plugin',
    why: 'Actions, models, formats, routes and the like are read once, when the plugin is loaded. One that the host could not use later keeps the plugin from loading, so that its author hears of it first and not a user.',
    fix: 'Mend what the message names. Names are made of letters, digits, `_` and `-`; schemas are JSON Schemas of objects that hold all they need, without `$ref`.',
  },
  PLX4303: {
    severity: 'error',
    message: 'no enabled plugin offers the {what} "{name}"{suggestion}',
    hint: 'enable a plugin that offers it, or ask for one that is offered',
    why: 'What plugins offer comes and goes with them: only enabled plugins count, and only those that were granted the permission that offering it needs.',
    fix: 'List what is offered. Where several plugins offer the same name, write the name of the plugin and a slash before it.',
  },
  PLX4304: {
    severity: 'error',
    message: 'what was given to the {what} "{name}" of "{plugin}" is not valid: {problem}',
    hint: 'change what is given so that it fits the schema',
    why: 'The host checks what is given against the JSON Schema that the plugin published for it. The plugin was not called.',
    fix: 'Compare with the schema: the list of what is offered holds it.',
  },
  PLX4305: {
    severity: 'error',
    message: '{hook} of "{plugin}" produced more than {limit} bytes',
    hint: 'ask for less at once, or raise the limit of the call',
    why: 'The host keeps what a plugin produces until somebody takes it. Without an end, one plugin could fill the memory of the host.',
    fix: 'Narrow down what is exported, or pass a higher limit where the host allows one.',
  },
  PLX4306: {
    severity: 'error',
    message: 'the sign-in with "{provider}" cannot be finished: {problem}',
    hint: 'begin the sign-in again',
    why: 'A sign-in that leads over another site comes back with a secret that the host gave it. The secret is good once, for a few minutes, and only for the provider that it was made for; without it anybody could send others to the end of a sign-in that is not theirs.',
    fix: 'Begin again with `beginLogin`, and pass everything that came back in the address to `finishLogin`.',
  },
  PLX4307: {
    severity: 'error',
    message: '"{plugin}" has no hook "{hook}", without which it cannot {purpose}',
    hint: 'use a plugin that can, or add the hook',
    why: 'Every hook of a plugin is optional, and what needs one that is not there cannot be done.',
    fix: 'The list of what is offered says what each plugin can do.',
  },
  PLX4308: {
    severity: 'error',
    message: '"{plugin}" defines the permission "{permission}", which "{other}" defines as well',
    hint: 'begin the name with the name of the plugin',
    why: 'An administrator who grants a permission has read the title that one plugin gives it. If two could define the same one, a grant for the harmless plugin would open the other one too.',
    fix: 'Rename the permission in `defines_permissions` and in the code. Whoever runs the host can also do without one of the two plugins.',
  },
  PLX4309: {
    severity: 'error',
    message: 'the command "{command}" needs the permission "{permission}", which whoever runs it lacks',
    hint: 'ask an administrator for the permission, or run it as one',
    why: 'The plugin lists the permission under `defines_permissions`, and the command asks for it. Administrators grant such permissions to users, and have all of them themselves.',
    fix: 'Grant the permission to the user. With `plexi-plugin run`, `--admin` runs a command as an administrator.',
  },
  PLX4311: {
    severity: 'warning',
    message: '"{plugin}" has failed at {count} frames in a row of the stream "{stream}", and is left out for the rest of it: {problem}',
    hint: 'mend the processor; the next stream, and the next version of the plugin, begin anew',
    why: 'Sound and pictures go on whatever a plugin does: a frame at which a processor fails is passed on as it was. One that goes on failing would cost time at every frame and change nothing.',
    fix: 'Return a frame of the same shape: as many samples or bytes, the same rate, channels, width, height and format. Return nothing to leave a frame as it was.',
  },
});
