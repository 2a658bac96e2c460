import { createHash } from 'node:crypto';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { json, jsonObject, list, number, object, text, type Shape } from './shape.ts';

/** What one entry point has put into a backup: JSON; bytes are objects with `$bytes` and Base64. */
export interface BackupPart {
  readonly entry: string;
  readonly data: JsonValue;
}

/** One plugin in a backup. */
export interface PluginBackup {
  readonly plugin: string;
  /** The version that was running. */
  readonly version: string;
  /** What differs from the defaults, without secrets. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  readonly storage: Readonly<Record<string, JsonValue>>;
  readonly parts: readonly BackupPart[];
}

/** A backup of the plugins of a host. */
export interface Backup {
  readonly format: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly plugins: readonly PluginBackup[];
}

const name = text({ min: 1, max: 300 });
const part = object({ entry: name, data: json });
const plugin = object({ plugin: name, version: name, settings: jsonObject, storage: jsonObject, parts: list(part, 100) });
const backup = object({ format: number({ min: 1, max: 1, whole: true }), createdAt: name, plugins: list(plugin, 10_000) }) as Shape<Backup>;

/** Writes a backup as the bytes of a file: a line with its digest, and a line of JSON. */
export function encodeBackup(value: Backup): Uint8Array {
  const line = JSON.stringify(value);
  return Buffer.from(`${digest(line)}\n${line}\n`);
}

/**
 * Reads a backup.
 *
 * @throws {@link PlexiError} `PLX4163` when it is none, or has been damaged.
 */
export function decodeBackup(bytes: Uint8Array): Backup {
  const [first = '', line = ''] = new TextDecoder().decode(bytes).split('\n');
  if (!first.startsWith('plexi-backup sha256:')) return refuse('it does not begin as a backup does');
  if (first !== digest(line)) return refuse('its content does not match its digest');
  return backup(JSON.parse(line) as JsonValue, { path: '', refuse });
}

function digest(line: string): string {
  return `plexi-backup sha256:${createHash('sha256').update(line).digest('hex')}`;
}

function refuse(problem: string): never {
  fail('PLX4163', { problem });
}
