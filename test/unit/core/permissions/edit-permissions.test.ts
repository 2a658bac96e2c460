import { describe, expect, test } from 'vitest';
import { editPermissions, type Notation } from '../../../../src/core/permissions/edit-permissions.ts';
import type { PermissionChanges } from '../../../../src/core/permissions/inference/judge-permissions.ts';

const NONE: PermissionChanges = { missing: [], hosts: [], unused: [] };
const WRITE: PermissionChanges = { ...NONE, missing: [{ permission: 'messages.write' }] };
const CALL: PermissionChanges = { ...NONE, missing: [{ permission: 'external.api', hosts: ['a.example.com', 'b.example.com'] }] };
const HOST: PermissionChanges = { ...NONE, hosts: ['b.example.com'] };
const UNREAD: PermissionChanges = { ...NONE, unused: ['messages.read'] };

const CASES: readonly (readonly [name: string, notation: Notation, before: string, changes: PermissionChanges, after: string])[] = [
  ['adds to a list on one line', 'json', '{ "permissions": ["messages.read"], "name": "x" }', WRITE, '{ "permissions": ["messages.read", "messages.write"], "name": "x" }'],
  [
    'adds a line to a list of lines, as they are indented',
    'json',
    '{\n\t"permissions": [\n\t\t{ "permission": "messages.read",  "reason": "to hear" }\n\t],\n\t"name":   "x"\n}\n',
    CALL,
    '{\n\t"permissions": [\n\t\t{ "permission": "messages.read",  "reason": "to hear" },\n\t\t{ "permission": "external.api", "hosts": ["a.example.com", "b.example.com"] }\n\t],\n\t"name":   "x"\n}\n',
  ],
  ['fills an empty list', 'json', '{ "permissions": [ ] }', WRITE, '{ "permissions": ["messages.write"] }'],
  ['adds the field where there is none', 'json', '{\r\n  "name": "x",\r\n  "tags": ["a"]\r\n}\r\n', WRITE, '{\r\n  "name": "x",\r\n  "tags": ["a"],\r\n  "permissions": ["messages.write"]\r\n}\r\n'],
  ['adds a host', 'json', '{ "permissions": [{ "permission": "external.api", "hosts": ["a.example.com"] }] }', HOST, '{ "permissions": [{ "permission": "external.api", "hosts": ["a.example.com", "b.example.com"] }] }'],
  ['takes the first of a list', 'json', '{\n  "permissions": [\n    "messages.read",\n    "files.read"\n  ]\n}', UNREAD, '{\n  "permissions": [\n    "files.read"\n  ]\n}'],
  ['takes the last of a list', 'json', '{\n  "permissions": [\n    "files.read",\n    "messages:read"\n  ]\n}', UNREAD, '{\n  "permissions": [\n    "files.read"\n  ]\n}'],
  ['takes the only one', 'json', '{\n  "permissions": [\n    { "permission": "messages.read" }\n  ]\n}', UNREAD, '{\n  "permissions": []\n}'],
  ['takes one of those that the plugin can do without', 'json', '{ "permissions": ["files.read"], "optional_permissions": ["messages.read"] }', UNREAD, '{ "permissions": ["files.read"], "optional_permissions": [] }'],
  [
    'adds a host with its port to what the plugin can do without',
    'json',
    '{ "optional_permissions": [{ "permission": "external.api", "hosts": ["a.example.com"] }] }',
    { ...NONE, hosts: ['b.example.com:8443'] },
    '{ "optional_permissions": [{ "permission": "external.api", "hosts": ["a.example.com", "b.example.com:8443"] }] }',
  ],
  ['takes one of those that the plugin can do without', 'yaml', 'permissions: [files.read]\noptional_permissions:\n  - messages.read # why\n  - users.read\n', UNREAD, 'permissions: [files.read]\noptional_permissions:\n  - users.read\n'],
  ['adds a host with its port', 'yaml', 'optional_permissions:\n  - permission: external.api\n    hosts: [a.example.com]\n', { ...NONE, hosts: ['b.example.com:8443'] }, 'optional_permissions:\n  - permission: external.api\n    hosts: [a.example.com, b.example.com:8443]\n'],
  ['does all at once', 'json', '{ "permissions": ["messages.read"] }', { ...WRITE, unused: ['messages.read'] }, '{ "permissions": ["messages.write"] }'],
  ['adds to a block', 'yaml', '# head\npermissions:\n    - messages.read   # why\n\nname:   x\n', WRITE, '# head\npermissions:\n    - messages.read   # why\n    - messages.write\n\nname:   x\n'],
  [
    'adds an object to a block that is not indented, at the end of the file',
    'yaml',
    'name: x\npermissions:\n- permission: messages.read\n  reason: to hear',
    CALL,
    'name: x\npermissions:\n- permission: messages.read\n  reason: to hear\n- permission: external.api\n  hosts: [a.example.com, b.example.com]\n',
  ],
  ['adds to brackets', 'yaml', 'permissions: [ messages.read ] # why\nname: x\n', WRITE, 'permissions: [ messages.read, messages.write ] # why\nname: x\n'],
  ['adds the field where there is none', 'yaml', 'name: x # it\ntags:\n  - a\n', WRITE, 'name: x # it\ntags:\n  - a\npermissions:\n  - messages.write\n'],
  ['adds a host', 'yaml', 'permissions:\n  - permission: external.api\n    hosts:\n      - a.example.com\n    reason: why\n', HOST, 'permissions:\n  - permission: external.api\n    hosts:\n      - a.example.com\n      - b.example.com\n    reason: why\n'],
  ['takes one out of a block', 'yaml', 'permissions:\n  # of chats\n  - permission: messages.read # why\n    reason: to hear\n  # of files\n  - files.read\n', UNREAD, 'permissions:\n  # of chats\n  # of files\n  - files.read\n'],
  ['takes the last of a block', 'yaml', 'permissions:\n  - files.read\n  - messages.read\nname: x\n', UNREAD, 'permissions:\n  - files.read\nname: x\n'],
  ['takes the only one of a block', 'yaml', 'permissions: # all\n  - messages.read\nname: x\n', UNREAD, 'permissions: [] # all\nname: x\n'],
  ['takes one out of brackets', 'yaml', 'permissions: [messages.read, files.read]\n', UNREAD, 'permissions: [files.read]\n'],
];

describe('editPermissions', () => {
  for (const [name, notation, before, changes, after] of CASES) {
    test(`${notation}: ${name}`, () => {
      expect(editPermissions(before, notation, changes)).toBe(after);
    });
  }
});
