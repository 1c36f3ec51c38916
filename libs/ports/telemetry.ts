import type { FrontDoor } from './http.ts';

/** One log line per turn. Ids and numbers only, never text, tokens or headers. */
export interface TurnSummary {
  readonly requestId: string;
  readonly kind: string;
  readonly sessionId: string;
  readonly turnId: string;
  readonly frontDoor: FrontDoor;
  readonly epoch: number;
  readonly outcome: string;
  readonly stopReason?: string;
  /** Milliseconds from the request to the first thing of the answer that was sent: a thought, a tool or text. */
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

/** Structured log lines and metrics. */
export interface Telemetry {
  turn(summary: TurnSummary): void;
  /** Adds to a counter. `dimensions` have few possible values: a code, a job, a kind. */
  count(metric: string, dimensions?: Readonly<Record<string, string>>, value?: number): void;
  /** Logs an event that may need attention. `facts` hold ids and codes only. */
  log(severity: Severity, message: string, facts?: Readonly<Record<string, unknown>>): void;
}
