import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Clock, Ids } from '#ports/clock';

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

export const systemIds: Ids = { ulid: () => ulid(), uuid: () => randomUUID() };
