import type { JsonObject } from '../schema.ts';
import type { SourceDocument } from '../source-document.ts';

/** A settings schema and where it is written. */
export interface SettingsSource {
  readonly schema: JsonObject;
  /** The manifest, or the file that the manifest names. */
  readonly document: SourceDocument;
  /** Where the schema is in the document, as a JSON pointer. */
  readonly pointer: string;
}
