/** Small texts that survive a reload: `sessionStorage` on the web. */
export interface TurnStorage {
  read(key: string): string | null | Promise<string | null>;
  write(key: string, value: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
  keys(): readonly string[] | Promise<readonly string[]>;
}

/** Whether the device has a network, and when to retry at once. */
export interface Connectivity {
  online(): boolean;
  /** Calls `listener` when the network comes back or the page becomes visible. Returns a function that stops that. */
  onRetryNow(listener: () => void): () => void;
}

/**
 * The access token to send.
 *
 * @param renew - The server has refused the last token as expired: get another.
 */
export type GetToken = (renew: boolean) => Promise<string>;

/** For environments without such events: always online. */
export const UNKNOWN_CONNECTIVITY: Connectivity = { online: () => true, onRetryNow: () => () => undefined };
