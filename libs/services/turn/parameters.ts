/** How long a producer owns a turn without renewing it, in milliseconds. */
export const LEASE_MS = 10_000;

/** Clocks of two functions may lie this far apart before a lease that looks dead is taken over. */
export const GRACE_MS = 2_000;

/** How often a producer renews its lease, notes the usage and stores its events. */
export const HEARTBEAT_MS = 1_000;

/** How often a producer checks whether a stop was asked for. */
export const STOP_CHECK_MS = 500;

/** How long an aborter waits for the producer before it ends the turn itself, and how often it checks. */
export const STOP_WAIT_MS = 2_000;
export const STOP_POLL_MS = 100;

/** How often a producer stores its events while a reader follows. */
export const FOLLOWED_CHECKPOINT_MS = 250;

/** How long a follow lasts: each reader holds a Lambda environment that cannot see its client go. */
export const FOLLOW_SEGMENT_MS = 60_000;

/** How often a follower looks for what is new. */
export const FOLLOW_MS = 300;

/** How long a follower's wish for sooner checkpoints holds; renewed at half of it. */
export const FOLLOW_WISH_MS = 4_000;

/** How long a turn whose producer died waits to be asked for again, before it has failed for good. */
export const PARK_MS = 15 * 60_000;

/** Events are stored sooner than the next heartbeat once they weigh this much, in bytes: with its keys one write unit. */
export const CHECKPOINT_BYTES = 768;

/** Attempts at one turn, takeovers and restarts together. */
export const MAX_EPOCHS = 8;

/** How often a claim that lost a race is decided again before the request is refused as busy. */
export const MAX_DECISIONS = 5;

/** How long the commit waits for work beside the answer, in milliseconds. */
export const BESIDE_WAIT_MS = 2_000;

/**
 * Times that a busy model is asked before it has said anything, each of them twice by the SDK: of a model that refuses
 * three calls in ten, one turn in 100,000 still fails.
 */
export const MAX_TRIES = 5;

/** First pause before a busy model is asked again, in milliseconds; doubled each time: 4.5 s in all. */
export const BACKOFF_MS = 300;

/** Times that a turn starts anew after its model broke off in mid-answer. */
export const MAX_RESTARTS = 1;

/** Tools that run of one step; a model that asks for more is told so. */
export const MAX_TOOL_CALLS_A_STEP = 16;

/** A transaction takes 100 items; what the turn itself needs is far below the rest. */
export const MAX_WRITES_A_TURN = 20;

/** A tool's result, and all of a turn together, in bytes of JSON; what is longer is cut. */
export const TOOL_RESULT_BYTES = 16_384;
export const TOOL_RESULTS_BYTES_A_TURN = 65_536;

/** Output tokens without which a last answer is not worth asking for. */
export const MIN_ANSWER_TOKENS = 256;
