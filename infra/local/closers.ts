/** Resources to close, in the reverse order of their opening. */
export interface Closers {
  /** Registers `thing` to be closed. @returns `thing`. */
  add<Thing extends { close(): void | Promise<void> }>(thing: Thing): Thing;
  /** Closes all resources, even when some fail to close. */
  close(): Promise<void>;
}

export function createClosers(): Closers {
  const things: { close(): void | Promise<void> }[] = [];
  return {
    add(thing) {
      things.push(thing);
      return thing;
    },
    async close() {
      for (const thing of things.splice(0).reverse()) {
        try {
          await thing.close();
        } catch (error) {
          console.error('local stack: failed to close a resource', error);
        }
      }
    },
  };
}
