interface StoredFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A bucket in memory: forms and addresses are valid for as long as a test wants. */
export interface ScriptedBucket {
  /** Base address, with the path of the bucket. */
  url: string;
  /** By key, in the order of their uploads. */
  readonly files: Map<string, StoredFile>;
  /** Statuses with which the next forms are answered instead of being stored. */
  readonly refusals: number[];
  /** Uploads wait for it. */
  gate: Promise<void>;
  /** Addresses that are answered with 403 from now on, as expired ones are. */
  readonly expired: Set<string>;
  /** Counts addresses, so that each is another one. */
  signed: number;
}

export const createScriptedBucket = (): ScriptedBucket => ({
  url: '',
  files: new Map(),
  refusals: [],
  gate: Promise.resolve(),
  expired: new Set(),
  signed: 0,
});
