import type { HostErrorCode } from '../../../sdk/errors.ts';

/** How something fails; what is not given is what happens most often. */
export interface Fault {
  /** How often it happens; default: until `clear`. */
  readonly times?: number;
  /** How many go well before. */
  readonly after?: number;
  /** How long it takes first, on the clock of the test: `250ms`, `30s`, or milliseconds. */
  readonly delay?: number | string;
  /** Why, as the plugin gets it; default: `INTERNAL` for a host call, `NETWORK_FAILED` for a request. */
  readonly error?: HostErrorCode;
  /** For a request: the server answers with this status instead, and with an empty body. */
  readonly status?: number;
  /** For a request: what the server answers besides the status, for example `{ 'retry-after': '30' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For a request: the answer is the right one, and breaks off after so many bytes. */
  readonly breakAfter?: number;
}

/** What goes wrong in a host, at the word of a test. */
export interface TestFaults {
  /**
   * Lets host calls or requests fail from now on. Of several faults for the same thing the last one counts, until it has
   * happened as often as it should.
   *
   * @param target - A method of the host, or a method and a URL without query; `*` stands for anything: `storage.set`,
   *   `messages.*`, `streams.next` for streams that break off, `GET https://api.example.com/*`.
   */
  fail(target: string, fault?: Fault): void;
  /** Lets host calls or requests take so long, on the clock of the test, and then go well. */
  delay(target: string, duration: number | string): void;
  /**
   * Lets the plugin break down when it makes a host call, once. The host starts it again, and delivers the event that it
   * was busy with once more, with the same id.
   */
  crash(target: string): void;
  /** Delivers each event twice, with the same id, as hosts may do after a crash. */
  repeatEvents(): void;
  /** Lets everything go well again. */
  clear(): void;
}
