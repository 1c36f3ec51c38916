import { createParser } from 'eventsource-parser';
import { type CoachEvent, isTerminal } from '#contract/events';
import { parseEventId } from '#contract/ids';

/** A stored event, as received. */
export interface Seen {
  readonly id: string;
  readonly event: CoachEvent;
}

/** The events that a reader received of one turn, over all of its connections. */
export interface View {
  readonly seen: Seen[];
  cursor(): string | undefined;
  isOver(): boolean;
  /** Reads a stream to its end, or `bytes` of it and then aborts the connection. @returns the bytes read. */
  read(response: Response, connection: AbortController, bytes?: number): Promise<number>;
}

export function createView(): View {
  const seen: Seen[] = [];
  return {
    seen,
    cursor: () => seen.at(-1)?.id,
    isOver: () => seen.some(({ event }) => isTerminal(event)),
    async read(response, connection, bytes = Number.POSITIVE_INFINITY) {
      const parser = createParser({
        onEvent: ({ id, data }) => {
          if (id !== undefined) seen.push({ id, event: JSON.parse(data) as CoachEvent });
        },
      });
      const decoder = new TextDecoder();
      let taken = 0;
      const readable = response.body?.getReader();
      while (readable && taken < bytes) {
        const { done, value } = await readable.read();
        if (done) return taken;
        const part = value.subarray(0, bytes - taken);
        taken += part.length;
        parser.feed(decoder.decode(part, { stream: true }));
      }
      connection.abort();
      return taken;
    },
  };
}

/**
 * Checks the events that a reader received: numbers without gaps or duplicates, and the text of the reply.
 * @param text - The turn's text as the server has it.
 */
export function faultsOf({ seen }: View, text: string): string[] {
  const faults: string[] = [];
  let [epoch, seq, shown] = [0, 0, ''];
  for (const { id, event } of seen) {
    const at = parseEventId(id);
    if (!at) faults.push(`an event has the id ${id}`);
    else if (at.epoch === epoch ? at.seq !== seq + 1 : at.epoch < epoch || at.seq !== 1) {
      faults.push(`${id} follows ${epoch}-${seq}`);
    }
    [epoch, seq] = [at?.epoch ?? epoch, at?.seq ?? seq];
    if (event.type === 'reset') shown = '';
    if (event.type === 'chunk') shown += event.text;
    if (event.type === 'complete' && event.aiResponse !== shown) faults.push('the answer differs from the shown text');
  }
  const last = seen.at(-1)?.event;
  if (last?.type !== 'complete') faults.push(`the stream ended with ${last?.type}`);
  if (shown !== text) faults.push(`the reader received "${shown}", but the server has "${text}"`);
  return faults;
}
