import type { CoachEvent } from '#contract/events';

/** The state of the connection, between the server's events. */
export interface TransportNotice {
  readonly type: 'transport';
  /** The first attempt; another one, or a stream without a byte for a while; bytes arrive again. */
  readonly stage: 'connecting' | 'reconnecting' | 'connected';
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
