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

const Traits = z.pipe(
  z.pipe(
    Name,
    z.transform((text) => JSON.parse(text) as unknown),
  ),
  ModelTraits,
);

/** Settings by purpose. A function's `config.ts` spreads the ones that it needs. */
export const tableSettings = { TABLE_NAME: Name, EVENTS_TABLE_NAME: Name };

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

/** Maximum model calls per turn. The last call gets no tools, so a limit of one would disable tools. */
export const MaxSteps = z.pipe(
  z.string().check(z.regex(/^([2-9]|1\d|20)$/, { error: 'must be a number from 2 to 20' })),
  z.transform(Number),
);

export const stepSettings = { COACH_MAX_STEPS: MaxSteps };

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
