/** What one release may hold. A reader refuses more before it reads it, a writer before it writes it. */
export const LIMITS = {
  /** OCI distribution: registries accept manifests up to this size. */
  manifestBytes: 4 * 1024 * 1024,
  /** Room for the file list: about 250 bytes a file. */
  configBytes: 32 * 1024 * 1024,
  signatureBytes: 64 * 1024,
  indexBytes: 16 * 1024,
  files: 100_000,
  /** The size field of a ustar header has eleven octal digits. */
  fileBytes: 8 * 1024 ** 3 - 1,
  /** All files together, unpacked. */
  contentBytes: 8 * 1024 ** 3 - 1,
  jsonDepth: 64,
} as const;
