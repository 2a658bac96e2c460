/** What a registry says about some bytes: enough to fetch them and to know them again. */
export interface BlobDescriptor {
  readonly mediaType: string;
  /** `sha256:` and lower-case hex. */
  readonly digest: string;
  readonly size: number;
}

/** A permission as a version asks for it: what search results and `info` show. */
export interface RequestedPermission {
  readonly permission: string;
  /** Hosts that `external.api` is narrowed to. */
  readonly hosts?: readonly string[];
  /** Why the plugin needs it, in the author's words. */
  readonly reason?: string;
}

/** One published version: written once, never changed. */
export interface VersionRecord {
  readonly schema: 1;
  readonly name: string;
  readonly version: string;
  /** The OCI manifest: its digest names the version's exact bytes. */
  readonly manifest: BlobDescriptor;
  /** The manifest of the attached signature. */
  readonly signature: BlobDescriptor;
  /** Digest of the `.plx` file the version was published from. */
  readonly fileDigest: string;
  readonly keyId: string;
  /** The signer's public key, SPKI PEM: a convenience for who decides to trust it, never a reason to. */
  readonly publicKey: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly permissions: readonly RequestedPermission[];
  /** Host versions the plugin runs on, as its manifest says; absent when it does not say. */
  readonly hostRange?: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
}

/** A yank that its owner signed. */
export interface Yank {
  readonly version: string;
  readonly reason?: string;
  readonly yankedAt: string;
}

/** Who may publish under a name: whoever published first. */
export interface NameOwner {
  readonly keyId: string;
  readonly publicKey: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** Everything a registry knows about one plugin. */
export interface PluginRecord {
  readonly name: string;
  readonly owner: NameOwner;
  /** Newest version first. */
  readonly versions: readonly VersionRecord[];
  readonly yanks: readonly Yank[];
}
