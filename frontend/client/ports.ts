/** Small texts that outlive a page: `sessionStorage` on the web, whatever a phone has elsewhere. */
export interface TurnStorage {
  read(key: string): string | null | Promise<string | null>;
  write(key: string, value: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
}

/** Whether the device believes that it has a network, and when it is worth trying again at once. */
export interface Connectivity {
  online(): boolean;
  /** Calls `listener` whenever the network comes back or the page becomes visible. Returns the way to stop that. */
  onRetryNow(listener: () => void): () => void;
}

/**
 * The access token to send.
 *
 * @param renew - The server has just refused the last one as expired: get another.
 */
export type GetToken = (renew: boolean) => Promise<string>;

/** For surroundings that tell nothing: always online, never a hint. */
export const UNKNOWN_CONNECTIVITY: Connectivity = { online: () => true, onRetryNow: () => () => undefined };
