import { randomUUID } from 'node:crypto';
import type { Clock, Ids } from '#ports/clock';
import { newUlid } from './ulid.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal?.addEventListener('abort', wake, { once: true });
    }),
};

export const systemIds: Ids = { ulid: () => newUlid(Date.now()), uuid: () => randomUUID() };
