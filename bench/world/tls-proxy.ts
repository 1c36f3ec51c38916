import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { temporaryFolder } from './temporary.ts';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

let made: Certificate | undefined;

/** A self-signed certificate for loopback, created once per process. */
export function certificate(): Certificate {
  if (made) return made;
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1';
  execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
  made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  return made;
}

export interface TlsProxy {
  readonly origin: string;
  /** TLS connections accepted so far. */
  connections(): number;
  close(): void;
}

/** TLS in front of a plain server, over HTTP/1.1 or HTTP/2 as the client prefers. */
export async function startTlsProxy(origin: string): Promise<TlsProxy> {
  const port = Number(new URL(origin).port);
  let accepted = 0;
  const server = createServer({ ...certificate(), ALPNProtocols: ['h2', 'http/1.1'], noDelay: true }, (socket) => {
    accepted += 1;
    const behind = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.pipe(behind).pipe(socket);
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => accepted,
    close: () => server.close(),
  };
}
