import * as z from 'zod/mini';
import { COACHES, type CoachName } from './coaches.ts';

/** A coach with a missing or empty stream URL is called through the API from the first attempt. */
const StreamUrl = z.optional(z.string());

/** One entry for each coach of the table. */
const StreamUrls = Object.fromEntries(Object.keys(COACHES).map((name) => [name, StreamUrl]));

/** `/config.json`: what one build of the web app has to know of the stage that it runs in. */
export const WebConfig = z.object({
  /** Base URL of the REST API, without a trailing slash. */
  apiUrl: z.string().check(z.minLength(1)),
  streamUrls: z.object(StreamUrls as Record<CoachName, typeof StreamUrl>),
  auth: z.object({ issuer: z.string().check(z.minLength(1)), clientId: z.string().check(z.minLength(1)) }),
  stage: z.string(),
});
export type WebConfig = z.infer<typeof WebConfig>;
