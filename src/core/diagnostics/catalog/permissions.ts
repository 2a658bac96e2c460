import { defineProblems } from '../define-problems.ts';

/** Permissions: PLX12xx. */
export const permissionProblems = defineProblems({
  PLX1201: {
    severity: 'error',
    message: 'there is no permission "{permission}"',
    hint: '{suggestion}',
    why: 'A host only knows the permissions of its catalogue. One that it does not know could never be granted, so the plugin would run without it and fail later, at a user’s.',
    fix: 'Choose from the [list of permissions](../reference/permissions.md). `messages:read` is another way to write `messages.read`. A permission that the plugin itself asks of users belongs into `defines_permissions`.',
  },
  PLX1202: {
    severity: 'error',
    message: 'the permission "{permission}" is listed twice',
    hint: 'keep one of the two, with its hosts and its reason',
    why: 'Two entries for one permission could say different things, and the person who grants it would see only one.',
    fix: 'Put everything into one entry:\n\n```json\n{ "permission": "external.api", "hosts": ["api.example.com", "*.example.org"], "reason": "Fetches forecasts." }\n```',
  },
  PLX1203: {
    severity: 'error',
    message: 'host pattern "{pattern}" matches every host',
    hint: 'name the hosts the plugin calls, for example "api.example.com" or "*.example.com"',
    why: 'Whoever grants the permission has to be able to say who is on the other end. `*` and `*.com` name nobody.',
    fix: 'List the hosts one by one:\n\n```json\n{ "permission": "external.api", "hosts": ["api.example.com", "*.cdn.example.com"] }\n```',
  },
  PLX1204: {
    severity: 'error',
    message: 'host pattern "{pattern}" is not a host name',
    hint: 'write the name alone, without scheme, port, path or address: "api.example.com", or "*.example.com" for its subdomains',
    why: 'A pattern is compared with the host name of every call. Schemes and ports are no part of it, `*` stands for whole labels at the beginning only, IP addresses say nothing to the person who grants, and names with other letters are compared in their `xn--` form.',
    fix: 'Write `api.example.com` instead of `https://api.example.com:8443/v1`.',
  },
  PLX1205: {
    severity: 'error',
    message: 'the permission "{permission}" cannot be narrowed to hosts',
    hint: 'remove "hosts": only "external.api" has them',
    why: 'Hosts say which servers a plugin may call. No other permission is about servers, so the list would promise a limit that nobody keeps.',
    fix: 'Remove `hosts`, or move it to `external.api`.',
  },
  PLX1206: {
    severity: 'error',
    message: '"features.{feature}" is false, but the manifest has {contradiction}',
    hint: 'remove one of the two',
    why: '`false` is a promise to whoever installs the plugin. The host keeps it: what contradicts it would never be granted.',
    fix: 'Remove the promise, or what breaks it.',
  },
  PLX1207: {
    severity: 'error',
    message: '{hook} is never called without the permission "{permission}"',
    hint: 'add the line to the manifest: {line}',
    why: 'Hosts deliver an event only to plugins that may see it. A hook without the permission of its event is dead code.',
    fix: 'Ask for the permission, or take the hook out.',
  },
  PLX1208: {
    severity: 'warning',
    message: 'the permission "external.api" asks for every server of the internet',
    hint: 'name the hosts the plugin calls, for example "hosts": ["api.example.com"]',
    why: 'Whoever installs the plugin is told that it may send what it sees to anybody. Many will refuse; an attacker who gets into the plugin through a dependency is stopped by nothing.',
    fix: 'Name the hosts that the plugin calls. `*.example.com` covers every subdomain:\n\n```json\n{ "permission": "external.api", "hosts": ["api.example.com"] }\n```',
  },
  PLX1209: {
    severity: 'error',
    message: 'a plugin cannot define the permission "{permission}": "{area}" belongs to the host',
    hint: 'begin the name with the plugin’s own, such as "weather.create"',
    why: 'An administrator has to see whether a permission is the host’s or a plugin’s. A plugin that defined `messages.moderate` would look like the host.',
    fix: 'Begin the name with the name of the plugin.',
  },
  PLX1210: {
    severity: 'error',
    message: 'the plugin asks for "{permission}", which it defines itself',
    hint: 'remove it from "permissions"; administrators grant it to users',
    why: '`permissions` is what the plugin asks of the host. What it defines in `defines_permissions` is what its own routes ask of users.',
    fix: 'Remove it from `permissions`.',
  },
  PLX1211: {
    severity: 'info',
    message: 'every plugin has "{permission}": its own storage and settings',
    hint: 'remove it from "permissions"; nobody has to grant it',
    why: 'Other plugin systems ask for it; here it needs no permission.',
    fix: 'Remove it, so that whoever installs the plugin reads only what matters.',
  },
  PLX1212: {
    severity: 'warning',
    message: '"features.{feature}" is true, but the permission "{permission}" is not asked for',
    hint: 'add {line}, or remove the feature',
    why: 'A feature says what a plugin makes use of; it allows nothing. Without the permission every such call is refused.',
    fix: 'Add the permission to `permissions`.',
  },
});
