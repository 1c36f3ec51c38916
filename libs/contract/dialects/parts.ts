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

/** How a format starts, continues and ends a block. */
export interface Brackets {
  readonly start: (block: Block) => readonly Part[];
  readonly delta: (block: Block, delta: string) => Part;
  readonly end: (block: Block) => readonly Part[];
  /** The result of a tool that will never have one. */
  readonly abandoned: (toolUseId: string) => Part;
}

/** Our events are a flat list; other formats open and close the blocks of the deltas. Tracks the open ones. */
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
    /** The parts that come before a tool call. */
    beginTool(toolUseId: string): readonly Part[] {
      running.add(toolUseId);
      return close();
    },
    /** False for an unknown tool: clients fail on a result without its call. */
    endTool: (toolUseId: string): boolean => running.delete(toolUseId),
    /** Closes everything that is open. A tool without a result would seem to run forever. */
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
  /** The parts when the frames end before the turn. */
  readonly unfinished: () => readonly Part[];
  /** The very last bytes. */
  readonly closing: string;
}

/** A stream of parts starts once, and has no part after its terminal event. */
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
      const isSent = hasBegun || event.type !== 'reset'; // before the first part there is nothing to drop
      return write([...beginning(), ...(isSent ? partsOf(event) : [])]);
    },
    end: () => (isOver ? '' : write([...beginning(), ...unfinished()])) + closing,
  };
}
