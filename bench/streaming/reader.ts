import { connect, type Socket } from 'node:net';
import { MARK, now, type Plan, pathOf } from './plan.ts';

/** When something of a reply came, in milliseconds. */
export interface Reply {
  readonly askedAt: number;
  /** When the server began, by its own word. */
  readonly begunAt: number;
  /** When each delta came. */
  readonly cameAt: readonly number[];
  /** What stands behind the mark of each delta: its number, or when it was made. */
  readonly marks: readonly number[];
}

export interface Reading {
  /** In front of the path. */
  readonly prefix?: string;
  /** It gives up then, with what has come; the connection is closed. */
  readonly untilMs?: number;
  /** Whether the marks are read; they are only counted otherwise. */
  readonly readsMarks?: boolean;
}

const BREAK = '\r\n\r\n';
const MARK_BYTE = MARK.charCodeAt(0);
const MOST_DIGITS = 20;

/** The chunk that ends every answer without a length. */
const LAST_CHUNK = Buffer.from(`0${BREAK}`);

export const openConnection = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

/** Asks for one reply over a connection, and does with what comes as little as can be done: it shares the machine. */
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
