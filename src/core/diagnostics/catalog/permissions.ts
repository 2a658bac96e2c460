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
});
