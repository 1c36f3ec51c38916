import type * as z from 'zod/mini';
import type {
  modelSettings,
  searchSettings,
  stageSettings,
  streamSettings,
  tableSettings,
  tokenSettings,
} from '#adapters/environment/settings';

/** The values of a group of settings. */
export type ValuesOf<Group extends Readonly<Record<string, z.ZodMiniType>>> = {
  readonly [Name in keyof Group]: z.output<Group[Name]>;
};

export type CommonSettings = ValuesOf<typeof stageSettings & typeof tableSettings>;
export type ModelSettings = ValuesOf<typeof modelSettings>;
export type SearchSettings = ValuesOf<typeof searchSettings>;
export type TokenSettings = ValuesOf<typeof tokenSettings>;
export type StreamSettings = ValuesOf<typeof streamSettings>;

/** What a coach's stream function needs. The stack gives it exactly this. */
export interface StreamConfig {
  readonly settings: z.ZodMiniObject;
  /** Functions that do its jobs: folders under `functions/`. */
  readonly jobs: readonly string[];
  /** The models that it calls. */
  readonly models: readonly ('mainModel' | 'smallModel')[];
  /** Whether it reads the images that people upload. */
  readonly readsUploads: boolean;
  /** Whether it queries the index `list`. */
  readonly queriesLists: boolean;
}
