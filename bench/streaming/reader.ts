import { connect, type Socket } from 'node:net';
import { MARK, now, type Plan, pathOf } from './plan.ts';

/** The timestamps of a reply, in milliseconds. */
export interface Reply {
  readonly askedAt: number;
  /** When the server started, from its `x-begun` header. */
  readonly begunAt: number;
  /** Arrival of each delta. */
  readonly cameAt: readonly number[];
  /** The number after the mark of each delta: its index or its creation time. */
  readonly marks: readonly number[];
}

export interface Reading {
  /** Prefix of the path. */
  readonly prefix?: string;
  /** Closes the connection after this time and returns what has arrived. */
  readonly untilMs?: number;
  /** Whether to parse the numbers after the marks; otherwise marks are only counted. */
  readonly readsMarks?: boolean;
}

const BREAK = '\r\n\r\n';
const MARK_BYTE = MARK.charCodeAt(0);
const MOST_DIGITS = 20;

/** The last chunk of a chunked response. */
const LAST_CHUNK = Buffer.from(`0${BREAK}`);

export const openConnection = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

/** Requests one reply and does as little work as possible with it, because it shares the machine with the server. */
export function readReply(
  socket: Socket,
  plan: Plan,
  { prefix = '', untilMs = 60_000, readsMarks = false }: Reading = {},
): Promise<Reply> {
  const reply = { askedAt: now(), begunAt: Number.NaN, cameAt: [] as number[], marks: [] as number[] };
  let head: string | undefined = '';
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(late);
      socket.off('data', read);
      socket.off('close', finish);
      resolve(reply);
    };
    const late = setTimeout(() => socket.destroy(), untilMs);
    const read = (chunk: Buffer) => {
      const at = now();
      let from = 0;
      if (head !== undefined) {
        head += chunk.toString('latin1');
        const end = head.indexOf(BREAK);
        if (end < 0) return;
        reply.begunAt = Number(/x-begun: ([\d.]+)/i.exec(head)?.[1]);
        from = Math.max(0, chunk.length - (head.length - end));
        head = undefined;
      }
      for (let place = chunk.indexOf(MARK_BYTE, from); place >= 0; place = chunk.indexOf(MARK_BYTE, place + 1)) {
        reply.cameAt.push(at);
        if (readsMarks) reply.marks.push(Number.parseFloat(chunk.toString('latin1', place + 1, place + MOST_DIGITS)));
      }
      if (chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) finish();
    };
    socket.on('data', read);
    socket.once('close', finish);
    socket.write(`GET ${prefix}${pathOf(plan)} HTTP/1.1\r\nHost: bench${BREAK}`);
  });
}
