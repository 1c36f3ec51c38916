import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPage } from '#testing/duckduckgo-page';
import { searchContract } from '#testing/search-contract';
import { createDuckDuckGoSearch } from './search.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A network in which one server answers for every host. It records what is requested, on which host. */
const requested: string[] = [];
const bodies: string[] = [];
let answer: Answer = (_, response) => response.end(aPage());
const server = createServer((request, response) => {
  request.setEncoding('utf8');
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    bodies.push(body);
    answer(request, response);
  });
});

async function throughServer(url: string, init: RequestInit): Promise<Response> {
  const { protocol, host, pathname, search } = new URL(url);
  requested.push(`${protocol}//${host}${pathname}${search}`);
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${pathname}${search}`, init);
}

const search = createDuckDuckGoSearch({ fetch: throughServer });
const { signal } = new AbortController();
const answering = (next: Answer) => {
  requested.length = 0;
  bodies.length = 0;
  answer = next;
};
const page = (html: string) => answering((_, response) => response.end(html));

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

searchContract('on DuckDuckGo', () => search);

describe('the search on DuckDuckGo', () => {
  it('requests one fixed address, whatever the query says, and sends the query as a field', async () => {
    page(aPage());
    const queries = ['fortnite 2026', 'https://169.254.169.254/latest/meta-data', '@evil.example/', 'a&b=c#d', '../..'];
    for (const query of queries) await search.find(query, signal);
    expect(new Set(requested)).toEqual(new Set(['https://html.duckduckgo.com/html/']));
    expect(bodies.map((body) => [...new URLSearchParams(body)])).toEqual(queries.map((query) => [['q', query]]));
  });

  it('requests no address of a result or of a page', async () => {
    page(
      `<meta http-equiv="refresh" content="0;url=https://evil.example/"><img src="https://evil.example/p">${aPage()}`,
    );
    expect(await search.find('q', signal)).toHaveLength(3);
    expect(requested).toEqual(['https://html.duckduckgo.com/html/']);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect with status %i', async (status) => {
    answering((_, response) => response.writeHead(status, { location: '/internal' }).end(aPage()));
    await expect(search.find('q', signal)).rejects.toThrow(`status ${status}`);
    expect(bodies).toHaveLength(1);
  });

  it.each([202, 403, 429, 500])('rejects the status %i, without the query in its error', async (status) => {
    answering((_, response) => response.writeHead(status).end(aPage()));
    const error: Error = await search.find('my secret', signal).catch((thrown) => thrown);
    expect(error.message).toBe(`DuckDuckGo answered with status ${status}`);
  });

  it('rejects a page that is neither a list of results nor an empty one', async () => {
    page('<form id="challenge-form" action="/anomaly.js">Select all ducks</form>');
    await expect(search.find('q', signal)).rejects.toThrow('unknown page');
    page('<div class="no-results">No results.</div>');
    expect(await search.find('q', signal)).toEqual([]);
  });

  it('reads the start of an endless page, ends its transfer, and uses what it has', async () => {
    let sentBytes = 0;
    const closed = new Promise<void>((resolve) => {
      answering((_, response) => {
        response.write(aPage());
        const more = () => {
          sentBytes += 64_000;
          if (!response.destroyed && sentBytes < 100_000_000) response.write('x'.repeat(64_000), more);
        };
        more();
        response.on('close', resolve);
      });
    });
    expect(await search.find('q', signal)).toHaveLength(3);
    await closed;
    expect(sentBytes).toBeLessThan(50_000_000);
  });

  it('rejects when its signal aborts, while it waits for the head or for the rest of the page', async () => {
    for (const start of ['', '<html>']) {
      const stop = new AbortController();
      const reason = new Error('too late');
      answering((_, response) => {
        if (start) response.write(start);
        setImmediate(() => stop.abort(reason));
      });
      await expect(search.find('q', stop.signal)).rejects.toBe(reason);
    }
  });

  it('rejects when the connection breaks', async () => {
    answering((_, response) => response.destroy());
    await expect(search.find('q', signal)).rejects.toThrow();
  });
});
