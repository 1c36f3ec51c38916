import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const TOKENS = 1_000;
const TOKENS_PER_SECOND = 250;

const PASSAGE =
  'You won **six** of your last ten games, and you score 1.4 goals a game: that is well above the average.\n\nWhat costs you is passing:\n\n- 0.4 assists in doubles\n- a partner who waits in front of the goal\n- boost that is `empty` when the second man attacks\n\nLook left once before every shot, and take the small pads on the way back. This week, *two* sessions of passing drills are enough; then play three ranked doubles and count your passes.\n\n';

/** The same answer for all pages, split as a model splits it: a token is most of a word. */
export const ANSWER: readonly string[] = (PASSAGE.repeat(20).match(/\s?\S{1,6}|\s+/g) ?? []).slice(0, TOKENS);

/** The stream format of a client: the head and the end of a turn, and each token. */
export interface Dialect {
  readonly head: (turnId: string) => string;
  readonly token: (text: string, place: number) => string;
  readonly end: (turnId: string) => string;
}

/** Answers one question at a time, each part when the caller requests it. */
export interface TokenServer extends AsyncDisposable {
  readonly url: string;
  /** Resolves when a question has arrived and the head of its answer has been sent. */
  asked(): Promise<void>;
  /** Sends the tokens at their rate. */
  speak(): Promise<void>;
  end(): Promise<void>;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '600',
};

interface Question {
  readonly turnId: string;
  readonly response: ServerResponse;
}

async function questionFrom(request: IncomingMessage, response: ServerResponse): Promise<Question> {
  const { turnId = '' } = JSON.parse(await text(request)) as { readonly turnId?: string };
  return { turnId, response: response.writeHead(200, { ...CORS, 'content-type': 'text/event-stream' }) };
}

/** Writes each token separately. The average rate is exact even when timers are late. */
async function speak({ token }: Dialect, { response }: Question): Promise<void> {
  const startedAt = performance.now();
  for (let place = 0; place < ANSWER.length; ) {
    await pause(1);
    const due = ((performance.now() - startedAt) / 1_000) * TOKENS_PER_SECOND;
    for (; place < ANSWER.length && place < due; place += 1) response.write(token(ANSWER[place] ?? '', place));
  }
}

/** @param page - HTML to serve at the root, for pages without their own server. */
export async function createTokenServer(dialect: Dialect, page = ''): Promise<TokenServer> {
  const questions: Question[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'OPTIONS') response.writeHead(204, CORS).end();
    else if (request.method === 'GET')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    else questions.push(await questionFrom(request, response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const question = () => questions[0] ?? Promise.reject(new Error('no question has arrived'));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async asked() {
      while (!questions[0]) await pause(1);
      questions[0].response.write(dialect.head(questions[0].turnId));
    },
    speak: async () => speak(dialect, await question()),
    async end() {
      const { response, turnId } = await question();
      questions.shift();
      await new Promise<void>((resolve) => response.end(dialect.end(turnId), resolve));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
