/** How much of the machine the sandbox of one plugin may use. Rates are averaged over ten seconds: a burst may hold ten times as much. */
export interface SandboxLimits {
  /** Heap of the plugin, in bytes. */
  readonly memoryBytes: number;
  /** CPU time the plugin may take before it gives control back, in milliseconds. */
  readonly cpuMsPerCall: number;
  /** CPU time per second of wall time, in milliseconds. */
  readonly cpuMsPerSecond: number;
  /** Wall time one invocation may take, in milliseconds. */
  readonly wallMsPerCall: number;
  /** Host calls that may be unanswered at once. */
  readonly callsInFlight: number;
  /** Host calls per second. */
  readonly callsPerSecond: number;
  /** Bytes of one message over the boundary, either way, as JSON. */
  readonly messageBytes: number;
  /** Bytes beside the JSON of one message, either way: files, sound, pictures. */
  readonly attachmentBytes: number;
  /** Console and log lines per second. */
  readonly logLinesPerSecond: number;
}

/** How much one plugin may use: of the machine, and of what its host keeps and sends for it. */
export interface PluginLimits extends SandboxLimits {
  /** Keys and values in its storage, as UTF-8 bytes of JSON; a storage service that was made with a quota of its own goes by that. */
  readonly storageBytes: number;
  /** Bytes of its database; a database service that was made with a quota of its own goes by that. */
  readonly databaseBytes: number;
  /** Bytes of the bodies that it sends to servers, per minute. A minute’s worth may go out at once. */
  readonly sentBytesPerMinute: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** What a plugin may use that asks for nothing else, unless its host says otherwise. */
export const DEFAULT_LIMITS: PluginLimits = {
  memoryBytes: 64 * MIB,
  cpuMsPerCall: 500,
  cpuMsPerSecond: 500,
  wallMsPerCall: 10_000,
  callsInFlight: 64,
  callsPerSecond: 1_000,
  messageBytes: MIB,
  // JSON costs whoever reads it time, and bytes do not: a picture of 1280×720 in four bytes a pixel passes.
  attachmentBytes: 4 * MIB,
  logLinesPerSecond: 100,
  storageBytes: 5 * MIB,
  databaseBytes: 32 * MIB,
  sentBytesPerMinute: 64 * MIB,
};

/** A limit, as a manifest asks for it: a whole number of `unit`s, from `least` to `most`. */
export interface LimitKey {
  readonly limit: keyof PluginLimits;
  /** Ends the sentence “at most 128 …”. */
  readonly unit: string;
  /** What one unit is, in the unit of the limit. */
  readonly factor: number;
  readonly least: number;
  /** No host gives more because a manifest asks for it, unless it was told to. */
  readonly most: number;
}

/** What a manifest may ask for in `limits`. */
export const LIMIT_KEYS = {
  memory_mb: { limit: 'memoryBytes', unit: 'MiB of memory', factor: MIB, least: 32, most: 512 },
  cpu_ms_per_call: { limit: 'cpuMsPerCall', unit: 'ms of CPU time before control goes back to the host', factor: 1, least: 50, most: 5_000 },
  cpu_ms_per_second: { limit: 'cpuMsPerSecond', unit: 'ms of CPU time per second', factor: 1, least: 50, most: 1_000 },
  wall_ms_per_call: { limit: 'wallMsPerCall', unit: 'ms per call of a hook', factor: 1, least: 100, most: 300_000 },
  calls_in_flight: { limit: 'callsInFlight', unit: 'host calls under way', factor: 1, least: 1, most: 512 },
  calls_per_second: { limit: 'callsPerSecond', unit: 'host calls per second', factor: 1, least: 1, most: 5_000 },
  message_kb: { limit: 'messageBytes', unit: 'KiB per message', factor: KIB, least: 64, most: 8_192 },
  attachment_mb: { limit: 'attachmentBytes', unit: 'MiB of bytes beside a message', factor: MIB, least: 1, most: 32 },
  log_lines_per_second: { limit: 'logLinesPerSecond', unit: 'log lines per second', factor: 1, least: 1, most: 1_000 },
  storage_mb: { limit: 'storageBytes', unit: 'MiB of storage', factor: MIB, least: 1, most: 512 },
  database_mb: { limit: 'databaseBytes', unit: 'MiB of database', factor: MIB, least: 1, most: 256 },
  sent_mb_per_minute: { limit: 'sentBytesPerMinute', unit: 'MiB sent to servers per minute', factor: MIB, least: 1, most: 1_024 },
} as const satisfies Readonly<Record<string, LimitKey>>;

/** A key of `limits` in a manifest. */
export type LimitName = keyof typeof LIMIT_KEYS;

/** What a manifest asks for. */
export type LimitRequests = { readonly [Name in LimitName]?: number };

/** Every key of `limits`. */
export const LIMIT_NAMES = Object.keys(LIMIT_KEYS) as readonly LimitName[];
