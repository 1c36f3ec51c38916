import { type CoachEvent, isTerminal } from '../events.ts';
import { type Encoder, sse } from './dialect.ts';

/** One event of the other format, as JSON. */
export type Part = Readonly<Record<string, unknown>> & { readonly type: string };

/** A run of deltas of one kind in one step. */
export interface Block {
  readonly kind: 'text' | 'reasoning';
  /** Counts from 1 through the whole stream. */
  readonly number: number;
  readonly step: number;
}

/** How a format says that something begins, goes on and ends. */
export interface Brackets {
  readonly start: (block: Block) => readonly Part[];
  readonly delta: (block: Block, delta: string) => Part;
  readonly end: (block: Block) => readonly Part[];
  /** Of a tool that will never answer. */
  readonly abandoned: (toolUseId: string) => Part;
}

/** Ours is a flat list of events; other formats open and close what the deltas belong to. This keeps the books. */
export function createBlocks({ start, delta, end, abandoned }: Brackets) {
  let open: Block | undefined;
  let count = 0;
  const running = new Set<string>();

  const close = (): readonly Part[] => {
    const closing = open ? end(open) : [];
    open = undefined;
    return closing;
  };

  return {
    write(kind: Block['kind'], text: string, step: number): readonly Part[] {
      if (open?.kind === kind && open.step === step) return [delta(open, text)];
      const closing = close();
      count += 1;
      open = { kind, step, number: count };
      return [...closing, ...start(open), delta(open, text)];
    },
    /** What has to be said before a tool is named. */
    beginTool(toolUseId: string): readonly Part[] {
      running.add(toolUseId);
      return close();
    },
    /** False for a tool that nobody has heard of: clients fail on a result without its call. */
    endTool: (toolUseId: string): boolean => running.delete(toolUseId),
    /** Closes whatever waits for more. A tool without a result would seem to run for ever. */
    settle(): readonly Part[] {
      const closing = [...close(), ...[...running].map(abandoned)];
      running.clear();
      return closing;
    },
  };
}

export interface Grammar {
  readonly begin: () => readonly Part[];
  readonly partsOf: (event: CoachEvent) => readonly Part[];
  /** When the frames end before the turn does. */
  readonly unfinished: () => readonly Part[];
  /** The very last bytes. */
  readonly closing: string;
}

/** A stream of parts begins once, and says nothing of the turn behind its terminal event. */
export function encoderOf({ begin, partsOf, unfinished, closing }: Grammar): Encoder {
  let [hasBegun, isOver] = [false, false];

  const beginning = (): readonly Part[] => {
    if (hasBegun) return [];
    hasBegun = true;
    return begin();
  };
  const write = (parts: readonly Part[]) => parts.map(sse).join('');

  return {
    encode({ event }) {
      if (isOver) return '';
      isOver = isTerminal(event);
      const isTold = hasBegun || event.type !== 'reset'; // nothing has been shown that could be dropped
      return write([...beginning(), ...(isTold ? partsOf(event) : [])]);
    },
    end: () => (isOver ? '' : write([...beginning(), ...unfinished()])) + closing,
  };
}
