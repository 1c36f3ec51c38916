import { type CoachConfig, type GeneratedPrompts, PromptName } from '#contract/coach-config';
import { COACHES } from '#contract/coaches';
import type { Brief } from '#domain/coach-config/default-prompts';
import { factsOf } from '#domain/coach-config/facts';
import { finishConfig } from '#domain/coach-config/finish-config';
import { methodologyQuestion } from '#domain/coach-config/methodology';
import { personalityQuestion } from '#domain/coach-config/personality';
import { promptQuestion } from '#domain/coach-config/write-prompt';
import { type CreatorState, intakeOf } from '#domain/coach-creator/state';
import type { BuildOrder } from '#domain/job-payloads';
import { CoachError } from '#ports/errors';
import type { Sessions } from '#ports/sessions';
import { type AskDeps, askModel } from './ask-model.ts';
import { runStep, type StepDeps } from './run-step.ts';

export interface ProduceDeps extends AskDeps, StepDeps {
  readonly sessions: Sessions;
}

/**
 * Makes the config of a finished interview step by step and passes it to `save` as the last step.
 *
 * @throws {CoachError} `not_found` when the interview is gone, `validation_failed` when even the defaults fail their
 *   checks. A retry fixes neither. It may fix other errors.
 */
export async function produceConfig(
  { sub, coachId, sessionId }: BuildOrder,
  deps: ProduceDeps,
  save: (config: CoachConfig) => Promise<boolean>,
): Promise<boolean> {
  const session = await runStep('load', deps, () =>
    deps.sessions.get({ sub, kind: COACHES.coachCreator.kind, sessionId }),
  );
  if (!session) throw new CoachError('not_found', 'the interview is gone');
  const facts = factsOf(intakeOf(session.state as unknown as CreatorState), deps.clock.now());

  const personality = await runStep('personality', deps, (signal) =>
    askModel(personalityQuestion(facts), deps, signal),
  );
  const methodology = await runStep('methodology', deps, (signal) =>
    askModel(methodologyQuestion(facts, personality), deps, signal),
  );
  const prompts = await runStep('prompts', deps, (signal) =>
    writePrompts({ facts, personality, methodology }, deps, signal),
  );

  return runStep('save', deps, () => {
    const parts = { personality, methodology, prompts };
    const now = deps.clock.now();
    const { config, violations } = finishConfig({ coachId, facts, parts, now, generationMethod: 'interview' });
    for (const { rule, path } of violations) {
      deps.telemetry.count('BuildFallbacks', { question: 'check', reason: rule });
      deps.telemetry.log('warn', 'a part of a coach failed a check and was replaced', { coachId, rule, path });
    }
    return save(config);
  });
}

/** All seven at the same time, because they are independent and would take minutes in sequence. */
async function writePrompts(brief: Brief, deps: AskDeps, signal: AbortSignal): Promise<GeneratedPrompts> {
  const texts = await Promise.all(
    PromptName.options.map(async (name) => [name, await askModel(promptQuestion(name, brief), deps, signal)] as const),
  );
  return Object.fromEntries(texts) as GeneratedPrompts;
}
