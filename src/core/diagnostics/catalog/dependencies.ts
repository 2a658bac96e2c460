import { defineProblems } from '../define-problems.ts';

const PATH = 'The arrows lead from a plugin that somebody wants to what it needs: whoever is left of an arrow needs what is right of it.';

/** Plugins that depend on one another: PLX415x. */
export const dependencyProblems = defineProblems({
  PLX4150: {
    severity: 'error',
    message: 'plugin "{plugin}" needs "{needed}", which is not there: {path}',
    hint: 'load "{dependency}" too (tests: "plexi-plugin test --with FOLDER"){suggestion}',
    why: `A plugin's manifest names the plugins that it cannot do without (\`dependencies\`). A host loads those first, and refuses a plugin whose needs are not met instead of letting it fail later. ${PATH}`,
    fix: 'Give the missing plugin to `loadPlugins` together with the others, or load it first. What the plugin can do without belongs into `optional_dependencies`. What the host program itself provides is named in `createPluginManager({ provides })`. Tests take folders of other plugins: `plexi-plugin test --with ../maps`, or `createTestHost({ with: [\'../maps\'] })`. npm packages are no plugins: they belong into `package.json`.',
  },
  PLX4151: {
    severity: 'error',
    message: 'plugin "{plugin}" needs "{needed}", but "{dependency}" has version {version}: {path}',
    hint: '{advice}',
    why: `A host runs one version of a plugin at a time, and everyone that depends on it gets that one. Here it lies outside the range that a manifest asks for. ${PATH}`,
    fix: 'Load a version of the dependency that lies in every range, or a version of the plugin that asks for another range. Where two ranges have nothing in common, one of the two plugins has to change.',
  },
  PLX4152: {
    severity: 'error',
    message: 'plugin "{plugin}" needs itself: {path}',
    hint: 'break the circle: make one of these dependencies optional, or move what both need into a plugin of its own',
    why: `What a plugin needs is loaded before it. In a circle there is no plugin that could be loaded first. ${PATH}`,
    fix: 'Look for the dependency that is least needed and move it into `optional_dependencies`: the host then loads that plugin first where it can, and goes on without where it cannot.',
  },
  PLX4153: {
    severity: 'error',
    message: 'plugin "{plugin}" needs "{needed}", which cannot be loaded: {path}',
    hint: 'first solve what is wrong with "{cause}"',
    why: `The plugin itself is fine. Another one that it needs, perhaps through others, could not be loaded, and the report says why. ${PATH}`,
    fix: 'Look for the problem of the last plugin of the path. When that one is loaded, load this one again.',
  },
  PLX4154: {
    severity: 'error',
    message: 'plugin "{plugin}" is there twice: {first} and {second}',
    hint: 'keep one of the two versions',
    why: 'A host runs one version of a plugin at a time, because storage, settings and messages belong to the name. Which of the two was meant cannot be known.',
    fix: 'Remove one of the sources that were given to `loadPlugins`.',
  },
  PLX4155: {
    severity: 'error',
    message: 'plugin "{plugin}" cannot be {done}, because others need it: {dependants}',
    hint: 'do the same with those first, or with all of them in order: give cascade: true',
    why: 'Plugins that depend on another one would break without it, and nobody would know why. So nothing is taken from under them silently.',
    fix: 'Disable or unload the dependants first, or all at once with `{ cascade: true }`: whoever depends on others goes first.',
  },
  PLX4156: {
    severity: 'error',
    message: 'plugin "{plugin}" cannot be enabled before what it needs: {needed}',
    hint: 'enable these first, or all of them in order: give cascade: true',
    why: 'A plugin may use what it depends on from its first event on, so that has to be enabled already.',
    fix: 'Enable the plugins in the order in which `loadPlugins` loaded them, or give `{ cascade: true }` to `enablePlugin`.',
  },
  PLX4157: {
    severity: 'warning',
    message: '"{plugin}" was still at work {limit} ms after its reload had begun: {hooks}',
    hint: 'give the reload more time with drainMs, or make the hooks end sooner',
    why: 'A reload lets what is under way come to its end, but not for ever. What had not ended by then was broken off: events are delivered again to the new version, under the same id; calls and streams fail, and whoever made them decides whether to repeat them.',
    fix: 'Streams that nobody reads to their end are the usual reason. Raise `drainMs` where a hook rightly takes long, or let it look at its `AbortSignal`.',
  },
});
