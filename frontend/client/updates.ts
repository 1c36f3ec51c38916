import type { CoachEvent } from '#contract/events';

/** The state of the connection, between the server's events. */
export interface TransportNotice {
  readonly type: 'transport';
  /** The first attempt, or another one after the connection broke. */
  readonly stage: 'connecting' | 'reconnecting';
  /** The path in use: 1 is the first choice. */
  readonly path: 1 | 2 | 3;
}

/** How far the server's clock is ahead of ours, in milliseconds. */
export interface ClockNotice {
  readonly type: 'clock';
  readonly skewMs: number;
}

/** Everything that a running turn yields. */
export type TurnUpdate = CoachEvent | TransportNotice | ClockNotice;
