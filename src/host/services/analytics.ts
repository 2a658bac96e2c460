import type { AnalyticsData } from '../../../sdk/kinds/analytics.ts';

/** Something that was tracked. */
export interface TrackedEvent extends AnalyticsData {
  /** Who has tracked it: the name of a plugin, or `host`. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

/** How often something was tracked. */
export interface EventCount {
  readonly source: string;
  /** `*` stands for everything beyond the first two hundred names of a source. */
  readonly name: string;
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Which counts to read; default: all. */
export interface CountQuery {
  readonly source?: string;
  readonly name?: string;
}

/** Keeps what is counted. */
export interface AnalyticsService {
  /** Takes one event; what cannot be kept must not keep the host from going on. */
  record(event: TrackedEvent): void;
  /** Sorted by source, then by name. */
  counts(query?: CountQuery): Promise<readonly EventCount[]>;
  /** Writes what has not been written yet, and ends what was begun. */
  close?(): Promise<void>;
}
