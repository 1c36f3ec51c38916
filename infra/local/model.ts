import { DEFAULT_REGION, stageConfig } from '../config.ts';
import { NO_IMAGE_MODEL } from '../models/choose-image-model.ts';
import { findModel } from '../models/model-table.ts';
import { createFakeBedrock, type FakeBedrock } from './bedrock/fake-bedrock.ts';
import { createOpenAiBridge } from './bedrock/openai/bridge.ts';
import { simulatedBase } from './bedrock/simulated/base/base-model.ts';
import { simulatedBuild } from './bedrock/simulated/build/simulated-build.ts';
import { simulatedCreator } from './bedrock/simulated/creator/simulated-creator.ts';
import { simulatedGameCoach } from './bedrock/simulated/game/simulated-game-coach.ts';
import { simulatedPromptCoach } from './bedrock/simulated/prompt/simulated-prompt-coach.ts';
import type { SimulatedModel } from './bedrock/simulated-model.ts';
import type { FaultKind } from './faults/faults.ts';
import { BadOption, type Latency, type ModelChoice } from './options.ts';

export interface LocalModel {
  /** The simulated model; `undefined` when a real model is used. */
  readonly bedrock: FakeBedrock | undefined;
  /** Environment variables for functions. They override the template's. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface StartModelOptions {
  readonly choice: ModelChoice;
  readonly seed: number;
  readonly latency: Latency | undefined;
  readonly now: () => number;
  readonly faults: { next(): FaultKind | undefined };
  /** Environment of this process: the settings of a real model, or the key of a bridged one. */
  readonly environment: NodeJS.ProcessEnv;
  /** Prints a line for the developer who started the stack. */
  readonly say: (line: string) => void;
}

/** In order: the first model that recognizes the purpose of a call answers it. */
export const SIMULATED: readonly SimulatedModel[] = [
  simulatedCreator,
  simulatedBuild,
  simulatedGameCoach,
  simulatedPromptCoach,
  simulatedBase,
];

/** Starts the chosen model: the simulation, or a bridge to another server. For a real model it starts nothing. */
export async function startModel(options: StartModelOptions): Promise<LocalModel> {
  const { choice, environment, latency } = options;
  if (choice.kind === 'bedrock') return realBedrock(environment, options.say);
  const bedrock = createFakeBedrock({
    mainModelId: stageConfig('local').mainModel.id,
    models: SIMULATED,
    findModel,
    seed: options.seed,
    ...(latency && { latency }),
    clock: { now: options.now },
    faults: options.faults,
    ...(choice.kind === 'openai' && {
      bridge: createOpenAiBridge(choice.url, { apiKey: environment['OPENAI_API_KEY'] }),
    }),
  });
  return {
    bedrock,
    environment: {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen(),
      // Only a simulated model shows the notice.
      ...(choice.kind === 'openai' && { COACH_NOTICE: environment['COACH_NOTICE'] ?? '' }),
    },
    close: () => bedrock.close(),
  };
}

/** The real model, with this process's credentials and Region, and the settings of stage `dev`. */
function realBedrock(environment: NodeJS.ProcessEnv, say: (line: string) => void): LocalModel {
  const given = ['COACH_MODEL_ID', 'COACH_SMALL_MODEL_ID', 'COACH_IMAGE_MODEL_ID'].map((name) => [
    name,
    environment[name],
  ]);
  const settings = Object.fromEntries(given) as Record<string, string | undefined>;
  const { mainModel, smallModel, imageModel, warnings } = chosenModels(settings, environment['AWS_REGION']);
  for (const warning of warnings) say(`warning: ${warning}`);
  const credentials = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      /^(AWS_(?!ENDPOINT_URL)|HOME$|USERPROFILE$)/.test(entry[0]) && entry[1] !== undefined,
  );
  return {
    bedrock: undefined,
    environment: {
      ...Object.fromEntries(credentials),
      COACH_MODEL_ID: mainModel.id,
      COACH_MODEL_TRAITS: JSON.stringify(mainModel.traits),
      COACH_SMALL_MODEL_ID: smallModel.id,
      COACH_SMALL_MODEL_TRAITS: JSON.stringify(smallModel.traits),
      COACH_IMAGE_MODEL_ID: imageModel?.id ?? NO_IMAGE_MODEL,
      COACH_IMAGE_MODEL_TRAITS: JSON.stringify(imageModel?.traits ?? null),
      COACH_IMAGE_MODEL_REGION: imageModel?.region ?? environment['AWS_REGION'] ?? DEFAULT_REGION,
      COACH_NOTICE: environment['COACH_NOTICE'] ?? '',
    },
    close: async () => undefined,
  };
}

/** @throws {BadOption} when a model cannot be called from the Region. */
function chosenModels(settings: Readonly<Record<string, string | undefined>>, region: string | undefined) {
  try {
    return stageConfig('dev', settings, region);
  } catch (cause) {
    throw new BadOption((cause as Error).message, { cause });
  }
}
