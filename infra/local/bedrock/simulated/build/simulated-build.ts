import type { PersonalityTemplate } from '#contract/coach-config';
import type { ModelCall, SimulatedModel } from '../../simulated-model.ts';
import { type BuildBlock, writePrompt } from './build-prose.ts';

const BLOCK = /<coach_build>(.*)<\/coach_build>/;

/** The data about the person in the prompt. */
function blockOf({ system }: ModelCall): BuildBlock | undefined {
  const json = BLOCK.exec(system)?.[1];
  return json === undefined ? undefined : (JSON.parse(json) as BuildBlock);
}

const TEMPLATES: readonly (readonly [PersonalityTemplate, RegExp])[] = [
  ['diana', /\b(?:push\w*|tough|hard|accountab\w*|sugar|strict|intense|compet\w*|performance|elite)\b/],
  ['marcus', /\b(?:technical|technique|detail\w*|data|precise|numbers|analytical|direct|metrics)\b/],
  ['alex', /\b(?:busy|flexible|fun|balanced?|lifestyle|habits?|routine|family|relaxed|sustainable)\b/],
  ['emma', /\b(?:supportive|patient|gentle|encourag\w*|kind|explain\w*|nervous|beginner|understanding)\b/],
];
const BY_LEVEL: Readonly<Record<string, PersonalityTemplate>> = {
  beginner: 'emma',
  intermediate: 'marcus',
  advanced: 'diana',
};

function choosePersonality(block: BuildBlock, seed: number) {
  const wishes = `${block.intake.coachingStylePreference ?? ''} ${block.intake.motivationStyle ?? ''}`.toLowerCase();
  const wished = TEMPLATES.filter(([, words]) => words.test(wishes)).map(([name]) => name);
  const fitting = BY_LEVEL[block.level] ?? 'emma';
  const [primaryTemplate = fitting, ...others] = wished;
  const spare = TEMPLATES.map(([name]) => name).filter((name) => name !== primaryTemplate);
  const secondary = others[0] ?? (fitting === primaryTemplate ? spare[seed % spare.length] : fitting) ?? 'emma';
  const share = 0.6 + (seed % 4) * 0.05;
  const asked = wished.length > 0 ? `they asked for a coach who is "${wishes.trim()}"` : 'they named no style';
  return {
    primaryTemplate,
    secondaryInfluences: [secondary],
    selectionReasoning: `At ${block.level} level, and as ${asked}, ${primaryTemplate} fits best, with a touch of ${secondary}.`,
    blendingWeights: { [primaryTemplate]: share, [secondary]: 1 - share },
  };
}

function chooseMethodology({ intake, level, competes, cautious, trainingFrequency }: BuildBlock) {
  const goals = (intake.primaryGoals ?? []).join(', ').toLowerCase();
  const isStrong = /\b(?:strong\w*|strength|muscle|lift\w*|barbell|squat|bench)\b/.test(goals);
  const isLasting = /\b(?:run\w*|marathon|weight|fat|endurance|cardio|stamina|5k|10k)\b/.test(goals);
  const emphasis = isStrong === isLasting ? 'balanced' : isStrong ? 'strength' : 'conditioning';
  const names = {
    strength: 'Progressive overload strength',
    conditioning: 'Polarized conditioning',
    balanced: 'Concurrent training',
  };
  const seasoned = competes ? 'block' : 'daily_undulating';
  return {
    primaryMethodology: names[emphasis],
    methodologyReasoning: `With ${trainingFrequency} sessions a week at ${level} level${goals && ` and the goals "${goals}"`}, ${emphasis} work gives the most.`,
    programmingEmphasis: emphasis,
    periodizationApproach: level === 'beginner' ? 'linear' : seasoned,
    creativityEmphasis: level === 'beginner' ? 'low' : 'medium',
    workoutInnovation: !cautious && level !== 'beginner',
  };
}

/** The simulated model for coach builds. It chooses and writes from the results of the interview. */
export const simulatedBuild: SimulatedModel = (call, seed) => {
  const name = call.forcedTool ?? call.tools.find((tool) => tool.name in INPUTS)?.name;
  const make = name === undefined ? undefined : INPUTS[name];
  const block = make && blockOf(call);
  return block && name ? [{ tool: { name, input: make(block, seed) } }] : undefined;
};

const INPUTS: Readonly<Record<string, (block: BuildBlock, seed: number) => unknown>> = {
  choose_personality: choosePersonality,
  choose_methodology: chooseMethodology,
  write_prompt: (block, seed) => ({ text: writePrompt(block, seed) }),
};
