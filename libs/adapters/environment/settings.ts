import * as z from 'zod/mini';

const Name = z.string().check(z.minLength(1));

/** Features that a model supports. The deployer configures them per model id. */
export const ModelTraits = z.object({
  /** A tool can be forced (`toolChoice`). Otherwise the prompt asks for it. */
  forcedTool: z.boolean(),
  /** `temperature` may be set. */
  sampling: z.boolean(),
  /**
   * `budget`: thinks when a request sets a token budget · `adaptive`: refuses a budget, thinks as much as it wants, and can
   * be switched off · `always`: the same, and cannot be switched off.
   */
  reasoning: z.enum(['none', 'budget', 'adaptive', 'always']),
  /** A thought is refused once the system prompt, the tools or an earlier message has changed, as every turn does. */
  bindsThoughts: z.boolean(),
  /** Smallest prefix that the provider caches, in tokens. `null` when it has no prompt cache. */
  cacheMinTokens: z.nullable(z.int()),
});
export type ModelTraits = z.infer<typeof ModelTraits>;

/** Features of an image model. */
export const ImageModelTraits = z.object({
  /** Whose request bodies it takes. */
  family: z.enum(['stability', 'amazon']),
  /** It can start from a picture. */
  startsFromPictures: z.boolean(),
  /** It draws a transparent background when the prompt asks for one. */
  drawsTransparency: z.boolean(),
});
export type ImageModelTraits = z.infer<typeof ImageModelTraits>;

const Json = z.pipe(
  Name,
  z.transform((text) => JSON.parse(text) as unknown),
);
const Traits = z.pipe(Json, ModelTraits);

/** Settings by purpose. A function's `config.ts` spreads the ones that it needs. */
export const tableSettings = { TABLE_NAME: Name, EVENTS_TABLE_NAME: Name };

export const objectSettings = {
  /** The bucket with the files of people. */
  BUCKET_NAME: Name,
};

export const tokenSettings = {
  TOKEN_ISSUER: z.url(),
  TOKEN_CLIENT_ID: Name,
  /** `https:`, or `http:` on loopback. */
  TOKEN_JWKS_URI: z.url(),
};

export const modelSettings = {
  COACH_MODEL_ID: Name,
  COACH_MODEL_TRAITS: Traits,
  COACH_SMALL_MODEL_ID: Name,
  COACH_SMALL_MODEL_TRAITS: Traits,
};

/** The model that draws. Without one, the id is `off` and the traits are `null`. */
export const imageModelSettings = {
  COACH_IMAGE_MODEL_ID: Name,
  COACH_IMAGE_MODEL_TRAITS: z.pipe(Json, z.nullable(ImageModelTraits)),
  /** Where the model is called, which may be another Region than the function's. */
  COACH_IMAGE_MODEL_REGION: Name,
};

/** Maximum model calls per turn. The last call gets no tools, so a limit of one would disable tools. */
export const MaxSteps = z.pipe(
  z.string().check(z.regex(/^([2-9]|1\d|20)$/, { error: 'must be a number from 2 to 20' })),
  z.transform(Number),
);

export const stepSettings = { COACH_MAX_STEPS: MaxSteps };

/** What the prompt coach searches the web with. `mock` finds made-up news without a network. */
export const SearchProvider = z.enum(['duckduckgo', 'mock', 'none']);

export const searchSettings = { COACH_SEARCH_PROVIDER: SearchProvider };

export const jobSettings = {
  /** Prefix of a function name. The job's name follows it. */
  JOB_FUNCTION_PREFIX: Name,
};

export const frontDoorSettings = {
  /** Exact origins, comma separated, for responses of the API. The Function URL has its own list. */
  ALLOWED_ORIGINS: z.pipe(
    z.string(),
    z.transform((list) => list.split(',').filter(Boolean)),
  ),
};

export const stageSettings = { STAGE: Name };

/** Settings of every stream function. */
export const streamSettings = {
  ...stageSettings,
  ...tableSettings,
  ...tokenSettings,
  ...modelSettings,
  ...jobSettings,
  ...frontDoorSettings,
};
