import type { FrontDoor } from './http.ts';

/** One line per turn; ids and numbers only, never text, tokens or headers. */
export interface TurnSummary {
  readonly requestId: string;
  readonly kind: string;
  readonly sessionId: string;
  readonly turnId: string;
  readonly frontDoor: FrontDoor;
  readonly epoch: number;
  readonly outcome: string;
  readonly stopReason?: string;
  readonly firstTokenMs?: number;
  readonly durationMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly chargedTokens: number;
  readonly steps: number;
  readonly retries: number;
}

export type Severity = 'info' | 'warn' | 'error';

/** Structured lines for the log, and metrics in them. */
export interface Telemetry {
  turn(summary: TurnSummary): void;
  /** Adds to a counter. `dimensions` are few and closed: a code, a job, a kind. */
  count(metric: string, dimensions?: Readonly<Record<string, string>>, value?: number): void;
  /** Something that a person may have to look at. `facts` hold ids and codes only. */
  log(severity: Severity, message: string, facts?: Readonly<Record<string, unknown>>): void;
}
