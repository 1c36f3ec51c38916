import { type CoachConfig, type GeneratedPrompts, PromptName } from '#contract/coach-config';
import { CoachError } from '#ports/errors';
import { type Assembly, assemble, type Parts } from './assemble.ts';
import { defaultPrompt } from './default-prompts.ts';
import type { CoachFacts } from './facts.ts';
import { defaultMethodology } from './methodology.ts';
import { defaultPersonality } from './personality.ts';
import { checkConfig, type Part, type Violation } from './safety-checks.ts';

export interface FinishedConfig {
  readonly config: CoachConfig;
  /** Check violations whose parts were replaced by defaults. */
  readonly violations: readonly Violation[];
}

/**
 * Assembles the config and checks it. Replaces each failing part by its default and checks again, until no check fails.
 *
 * @throws {CoachError} `validation_failed` when a default fails, or a part without default. A retry would fail too.
 */
export function finishConfig(assembly: Assembly): FinishedConfig {
  const refused: Violation[] = [];
  const replaced = new Set<Part>(['rest']);
  for (;;) {
    const config = assemble({ ...assembly, parts: replaceParts(assembly, replaced) });
    const violations = checkConfig(config, assembly.facts);
    if (violations.length === 0) return { config, violations: refused };
    const failing = violations.filter(({ part }) => !replaced.has(part));
    if (failing.length === 0) {
      const rules = violations.map(({ rule, path }) => `${rule} at ${path}`).join(', ');
      throw new CoachError('validation_failed', `the default config fails its checks: ${rules}`);
    }
    refused.push(...failing);
    for (const { part } of failing) replaced.add(part);
  }
}

type Chosen = Partial<Omit<Parts, 'prompts'>> & { readonly prompts?: Partial<GeneratedPrompts> };

/** Default parts, except for given choices. The coach uses them when no model answers. */
export function defaultParts(facts: CoachFacts, chosen: Chosen = {}): Parts {
  const personality = chosen.personality ?? defaultPersonality(facts);
  const methodology = chosen.methodology ?? defaultMethodology(facts);
  const brief = { facts, personality, methodology };
  const prompts = PromptName.options.map((name) => [name, chosen.prompts?.[name] ?? defaultPrompt(name, brief)]);
  return { personality, methodology, prompts: Object.fromEntries(prompts) as GeneratedPrompts };
}

function replaceParts({ facts, parts }: Assembly, failed: ReadonlySet<Part>): Parts {
  const sound = Object.entries(parts.prompts).filter(([name]) => !failed.has(`prompt.${name as PromptName}`));
  return defaultParts(facts, {
    ...(!failed.has('personality') && { personality: parts.personality }),
    ...(!failed.has('methodology') && { methodology: parts.methodology }),
    prompts: Object.fromEntries(sound),
  });
}
