/** Things to close, in the order opposite to that in which they were opened. */
export interface Closers {
  /** @returns `thing`, to be closed with the others. */
  add<Thing extends { close(): void | Promise<void> }>(thing: Thing): Thing;
  /** Closes all, whatever goes wrong with some. */
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
          console.error('local stack: closing failed', error);
        }
      }
    },
  };
}
