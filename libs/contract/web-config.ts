import * as z from 'zod/mini';

/** A coach with a missing or empty stream URL is called through the API from the first attempt. */
const StreamUrl = z.optional(z.string());

/** `/config.json`: settings of the stage for the web app, so that one build serves all stages. */
export const WebConfig = z.object({
  /** Base URL of the REST API, without a trailing slash. */
  apiUrl: z.string().check(z.minLength(1)),
  streamUrls: z.object({
    coachCreator: StreamUrl,
    coachConversation: StreamUrl,
    promptCoach: StreamUrl,
    gameCoach: StreamUrl,
  }),
  auth: z.object({ issuer: z.string().check(z.minLength(1)), clientId: z.string().check(z.minLength(1)) }),
  stage: z.string(),
});
export type WebConfig = z.infer<typeof WebConfig>;
