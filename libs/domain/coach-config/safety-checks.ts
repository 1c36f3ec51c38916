import { CoachConfig, PromptName } from '#contract/coach-config';
import { recommendationsIn } from './avoidance.ts';
import { statedLine } from './default-prompts.ts';
import type { CoachFacts } from './facts.ts';
import { contradicts, speaksAs } from './gender.ts';

/** Parts that a model wrote and a default can replace. `rest` is derived from the facts alone. */
export type Part = 'personality' | 'methodology' | `prompt.${PromptName}` | 'rest';

/** A failed check. It is logged, so it contains no text of a user or a model. */
export interface Violation {
  readonly rule: 'schema' | 'contraindicated' | 'gender' | 'injury';
  readonly path: string;
  readonly part: Part;
}

/** The part that contains a violation's path. */
function partOf([group, field]: readonly string[]): Part {
  if (group === 'selectedPersonality') return 'personality';
  if (group === 'selectedMethodology' || field === 'methodologyProfile') return 'methodology';
  const name = PromptName.safeParse(field);
  return group === 'generatedPrompts' && name.success ? `prompt.${name.data}` : 'rest';
}

const violation = (rule: Violation['rule'], path: readonly string[]): Violation => ({
  rule,
  path: path.join('.'),
  part: partOf(path),
});

type Text = { readonly path: readonly string[]; readonly text: string };

function textsIn(value: unknown, path: readonly string[] = []): readonly Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** Lists that name forbidden exercises or injuries without recommending them. */
const NAMING = new Set(['safetyConstraints.contraindicatedExercises', 'technicalConfig.injuryConsiderations']);

/** The user's own words about an injury are no recommendation, exactly where the config quotes them. */
function withoutQuotes({ path, text }: Text, facts: CoachFacts): string {
  if (path[1] !== 'requiredModifications') return text.replace(statedLine(facts), '');
  const quoted = facts.injuries.find((injury) => text.startsWith(`${injury}: `));
  return text.slice(quoted?.length ?? 0);
}

/** All texts for the coach or for the user, from any source. */
const sayingsOf = (config: CoachConfig, facts: CoachFacts): readonly Text[] =>
  textsIn(config)
    .filter(({ path }) => !NAMING.has(path.slice(0, 2).join('.')))
    .map((each) => ({ path: each.path, text: withoutQuotes(each, facts) }));

function checkExercises(config: CoachConfig, facts: CoachFacts): readonly Violation[] {
  return sayingsOf(config, facts)
    .filter(({ text }) => recommendationsIn(text, facts.forbidden).length > 0)
    .map(({ path }) => violation('contraindicated', path));
}

function checkGender(config: CoachConfig, facts: CoachFacts): readonly Violation[] {
  const contradicting = sayingsOf(config, facts).filter(({ text }) => contradicts(text, facts.gender));
  const { generatedPrompts, genderPreference } = config;
  return [
    ...contradicting.map(({ path }) => violation('gender', path)),
    ...(speaksAs(generatedPrompts.genderTone, facts.gender)
      ? []
      : [violation('gender', ['generatedPrompts', 'genderTone'])]),
    ...(genderPreference === facts.gender ? [] : [violation('gender', ['genderPreference'])]),
  ];
}

function checkInjuries(config: CoachConfig, facts: CoachFacts): readonly Violation[] {
  const { safetyConstraints, technicalConfig, generatedPrompts } = config;
  const missing = facts.injuries.some(
    (injury) =>
      !safetyConstraints.requiredModifications.some((text) => text.startsWith(`${injury}: `)) ||
      !technicalConfig.injuryConsiderations.includes(injury),
  );
  const unsaid = !generatedPrompts.safetyIntegrated.includes(statedLine(facts));
  const unlisted = facts.safety.contraindicatedExercises.some(
    (exercise) => !safetyConstraints.contraindicatedExercises.includes(exercise),
  );
  return [
    ...(missing || unlisted ? [violation('injury', ['safetyConstraints'])] : []),
    ...(unsaid ? [violation('injury', ['generatedPrompts', 'safetyIntegrated'])] : []),
  ];
}

/**
 * The deterministic checks before saving: the schema (including the length of the name and the sum of the weights),
 * contraindicated exercises, the gender of the voice, every stated injury. No model output can bypass them. Empty when
 * all checks pass.
 */
export function checkConfig(config: CoachConfig, facts: CoachFacts): readonly Violation[] {
  const read = CoachConfig.safeParse(config);
  if (!read.success) return read.error.issues.map(({ path }) => violation('schema', path.map(String)));
  return [...checkExercises(config, facts), ...checkGender(config, facts), ...checkInjuries(config, facts)];
}
