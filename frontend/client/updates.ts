import type { CoachEvent } from '#contract/events';

/** What the transport says of itself, between the server's events. */
export interface TransportNotice {
  readonly type: 'transport';
  /** Connecting for the first time, or again after the connection broke. */
  readonly stage: 'connecting' | 'reconnecting';
  /** The front door in use: 1 is the first choice. */
  readonly path: 1 | 2 | 3;
}

/** How far the server's clock is ahead of ours, in milliseconds. */
export interface ClockNotice {
  readonly type: 'clock';
  readonly skewMs: number;
}

/** All that comes out of a running turn. */
export type TurnUpdate = CoachEvent | TransportNotice | ClockNotice;
