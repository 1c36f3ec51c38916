import type { Generation, GenerationOrdered, PromptSession } from '#contract/prompt-coach/responses';
import type { LocalStack } from '../stack.ts';
import { createPerson, type Outcome, read, type TurnPath } from './person.ts';

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

type Fields = Readonly<Record<string, unknown>>;

export const anIdea = (description: string, fields: Fields = {}) => ({
  turnId: crypto.randomUUID(),
  description,
  assetType: 'twitch_emote',
  mood: 'hype',
  ...fields,
});

export const aWish = (message: string, fields: Fields = {}) => ({ turnId: crypto.randomUUID(), message, ...fields });

interface Form {
  readonly key: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A person who uses the prompt coach. */
export async function createStreamer(
  stack: Pick<LocalStack, 'origin' | 'config' | 'streamUrls'>,
  userId: string,
  tier = 'studio',
) {
  const person = await createPerson(stack, userId, tier);
  const post = async (path: string, body: object, by: TurnPath): Promise<Outcome> => {
    const url = by === 1 ? (stack.streamUrls.promptCoach ?? '') : stack.config.apiUrl;
    const query = by === 2 ? '?stream=true' : '';
    const request = { method: 'POST', headers: person.headers(), body: JSON.stringify(body) };
    return read(await fetch(`${url}${path}${query}`, request), by);
  };
  const sessionPath = (sessionId: string) => `/coach/sessions/${sessionId}`;

  return {
    ...person,
    sessionPath,
    start: (body: object, by: TurnPath = 1) => post('/coach/start', body, by),
    say: (sessionId: string, body: object, by: TurnPath = 1) => post(`${sessionPath(sessionId)}/messages`, body, by),
    session: (sessionId: string) => person.get<PromptSession>(sessionPath(sessionId)),
    /** Writes the description that pictures are made of. */
    async draft(sessionId: string, description: string): Promise<Response> {
      const baseVersion = (await person.get<PromptSession>(sessionPath(sessionId))).drafts.length;
      const body = { draftId: crypto.randomUUID(), baseVersion, description };
      return person.api('POST', `${sessionPath(sessionId)}/drafts`, body);
    },
    generate: (sessionId: string, fields: Fields = {}) =>
      person.api('POST', `${sessionPath(sessionId)}/generate`, { generationId: crypto.randomUUID(), ...fields }),
    generation: (sessionId: string, { jobId }: Pick<GenerationOrdered, 'jobId'>) =>
      person.get<Generation>(`${sessionPath(sessionId)}/generations/${jobId}`),
    /** Asks for a form and sends a file with it. @returns the key of the upload, and the answer of S3. */
    async upload(bytes: Uint8Array = PIXEL, contentType = 'image/png') {
      const files = [{ fileName: 'photo', contentType, sizeBytes: bytes.length }];
      const asked = await person.api('POST', `/users/${userId}/generate-upload-urls`, { files });
      const { uploads } = (await asked.json()) as { uploads: readonly Form[] };
      const [{ key, url, fields } = { key: '', url: '', fields: {} }] = uploads;
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', new Blob([Uint8Array.from(bytes)], { type: contentType }));
      return { key, response: await fetch(url, { method: 'POST', body: form }) };
    },
  };
}

export type Streamer = Awaited<ReturnType<typeof createStreamer>>;
