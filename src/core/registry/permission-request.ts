import type { JsonReader } from '../json/json-reader.ts';

/** A permission as a version asks for it, in plain JSON. */
export interface PermissionRequest {
  readonly permission: string;
  /** Hosts that `external.api` is narrowed to. */
  readonly hosts?: readonly string[];
  /** Methods that `external.api` is narrowed to. */
  readonly methods?: readonly string[];
  /** Why the plugin needs it, in the author's words. */
  readonly reason?: string;
  /** Whether the plugin can do without it, and asks for it while it runs. */
  readonly isOptional?: true;
}

/** Reads a permission in the form that manifests and records have in common. */
export function readPermission(json: JsonReader): PermissionRequest {
  const hosts = json.optional('hosts');
  const methods = json.optional('methods');
  const reason = json.optional('reason');
  return {
    permission: json.at('permission').text(),
    ...(hosts && { hosts: readTexts(hosts) }),
    ...(methods && { methods: readTexts(methods) }),
    ...(reason && { reason: reason.text() }),
    ...(json.optional('isOptional')?.isTrue() === true && { isOptional: true }),
  };
}

/** Reads a list of texts; nothing is an empty one. */
export function readTexts(json: JsonReader | undefined): readonly string[] {
  return json?.list().map((item) => item.text()) ?? [];
}
