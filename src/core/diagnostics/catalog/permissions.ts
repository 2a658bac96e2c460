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
    message: 'the permission "{permission}" is asked for twice',
    hint: 'keep one of the two',
    why: 'Two requests for one permission could differ in their hosts and reasons, and a person grants once.',
    fix: 'Join the two: one entry with all hosts.',
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
    message: 'only "external.api" has hosts, not "{permission}"',
    hint: 'take "hosts" out',
    why: 'Hosts narrow the permission to call other servers. Other permissions have none, and the list would promise something that nothing keeps.',
    fix: 'Move the hosts to an entry `{ "permission": "external.api", "hosts": [...] }`.',
  },
  PLX1206: {
    severity: 'error',
    message: '"features" promises no {feature}, but the plugin asks for "{permission}"',
    hint: 'take the permission out, or "{feature}": false',
    why: 'A feature that is `false` is a promise to whoever installs the plugin, and wins over every permission that contradicts it.',
    fix: 'Decide for one of the two.',
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
    message: '"external.api" is asked for without hosts',
    hint: 'name them: "hosts": ["api.example.com"] beside "permission": "external.api"',
    why: 'Without hosts the plugin may call every server, and fewer people will grant that.',
    fix: 'List the hosts that the plugin calls.',
  },
});
