/** Timeouts and attempts of the transport. Every time in milliseconds. */
export interface Limits {
  /** From the request to its status line; includes a cold start and the claim. */
  readonly headersMs: number;
  /** Between two bytes of a stream. The server sends a heartbeat every 10 s. */
  readonly stallMs: number;
  /** Without a byte for this long, the page says that it is reconnecting. */
  readonly silentMs: number;
  /** A stream without a byte for this long is requested again when the page becomes visible or the network is back. */
  readonly dropAfterMs: number;
  /** A whole REST call. */
  readonly callMs: number;
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  /** Attempts in a row without a new event. */
  readonly attempts: number;
  /** The longest `Retry-After` after which the request is repeated without asking the person. */
  readonly patienceMs: number;
  /** A connection that lasted this long counts less against the attempts. */
  readonly lastedMs: number;
  /** Between two requests of a turn that runs for another connection, when the server sends no `Retry-After`. */
  readonly runningMs: number;
}

export const LIMITS: Limits = {
  headersMs: 5_000,
  stallMs: 25_000,
  silentMs: 12_000,
  dropAfterMs: 3_000,
  callMs: 15_000,
  backoffMinMs: 250,
  backoffMaxMs: 8_000,
  attempts: 9,
  patienceMs: 10_000,
  lastedMs: 1_000,
  runningMs: 1_000,
};

/** Full jitter: a random time below a bound that doubles with each failure, so that clients don't return together. */
export function backoffMs(failures: number, { backoffMinMs, backoffMaxMs }: Limits, random: () => number): number {
  return Math.round(random() * Math.min(backoffMaxMs, backoffMinMs * 2 ** failures));
}
