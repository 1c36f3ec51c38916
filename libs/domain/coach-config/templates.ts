import type { CoachConfig } from '#contract/coach-config';
import { factsOf } from './facts.ts';
import { defaultParts, finishConfig } from './finish-config.ts';
import { blend } from './personality.ts';
import type { Template } from './template.ts';
import { COMPETITIVE_TEMPLATES } from './templates-competitive.ts';
import { EVERYDAY_TEMPLATES } from './templates-everyday.ts';

export const TEMPLATES: readonly Template[] = [...EVERYDAY_TEMPLATES, ...COMPETITIVE_TEMPLATES].sort((left, right) =>
  left.templateId.localeCompare(right.templateId),
);

export const findTemplate = (templateId: string): Template | undefined =>
  TEMPLATES.find((template) => template.templateId === templateId);

/** The config of a coach copied from the template. It passes the same checks as a built one. */
export function configOfTemplate(template: Template, coachId: string, now: number): CoachConfig {
  const facts = factsOf(template.intake, now);
  const { primaryTemplate, secondaryInfluences } = template.personality;
  const blendingWeights = blend([primaryTemplate, ...secondaryInfluences]);
  const chosen = { personality: { ...template.personality, blendingWeights }, methodology: template.methodology };
  const { coachName, coachDescription, description: summary } = template;
  const { config } = finishConfig({
    coachId,
    facts,
    parts: defaultParts(facts, chosen),
    now,
    generationMethod: 'template',
    words: { coachName, coachDescription, summary },
  });
  return config;
}
