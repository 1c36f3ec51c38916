import { chargeOf, NO_USAGE, type Usage } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { type Json, type Model, type ModelEvent, ModelFailure, type ModelRequest } from '#ports/model';
import { estimateInput, estimateTokens } from '#services/metering/estimate';
import type { Actor } from './actor.ts';
import { BUILDER_STALL_MS } from './faults.ts';
import { ASSESS } from './side-work.ts';
import { LOOK, NOTE } from './tools.ts';
import type { World } from './world.ts';

const MAX_TOKENS = 6;
/** Most answers are short. Some are long enough to be stored before the heartbeat. */
const LONG_SHARE = 0.05;

/** A model with random answers, which is slow and sometimes breaks off. */
export function createSimulatedModel(actor: Actor, world: World): Model {
  const { random, faults, counts, scene } = world;

  async function* answer(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, undefined> {
    counts.modelCalls += 1;
    const call = counts.modelCalls;
    const asked = askedOf(request);
    await actor.clock.sleep(random.between(50, 900), signal);
    signal.throwIfAborted();
    if (faults.strikes('modelBusy')) throw asked.refused();
    if (random.chance(0.3)) yield { type: 'reasoning', text: 'hm' };
    const filler = random.chance(LONG_SHARE) ? '.'.repeat(400) : '';
    const tokens = random.between(1, MAX_TOKENS);
    let text = '';
    for (let token = 1; token <= tokens; token += 1) {
      await actor.clock.sleep(random.between(20, 1_500), signal);
      signal.throwIfAborted();
      if (faults.strikes('modelCut')) throw new ModelFailure('busy', 'cut');
      const part = `${call}.${token}${filler} `;
      text += part;
      yield { type: 'text', text: part };
      asked.taken(part);
      if (faults.strikes('stallAtToken')) {
        actor.stall(faults.stallMs());
        world.note(actor.name, `stands still for ${actor.stalledMs()} ms`);
      }
    }
    const uses = request.tools.length > 0 && random.chance(scene.uses) ? toolUses(call) : [];
    yield* uses;
    const inputTokens = random.between(1, estimateInput(request));
    const usage = { ...NO_USAGE, inputTokens, outputTokens: random.between(tokens, request.maxTokens) };
    const stopReason = uses.length > 0 ? 'tool_use' : 'end_turn';
    asked.reported(usage);
    yield { type: 'end', stopReason, usage, content: [{ type: 'text', text }, ...uses] };
  }

  const toolUses = (call: number) =>
    Array.from({ length: random.between(1, 3) }, (_, place) => ({
      type: 'tool_use' as const,
      toolUseId: `use-${call}-${place}`,
      name: random.pick([LOOK, LOOK, NOTE, NOTE, 'unheard of']),
      input: {},
    }));

  async function* report(name: string, signal: AbortSignal): AsyncGenerator<ModelEvent, void, undefined> {
    await actor.clock.sleep(random.between(500, 6_000), signal);
    signal.throwIfAborted();
    if (faults.strikes('modelBusy')) throw new ModelFailure('busy', 'throttled');
    if (faults.strikes('builderFails')) throw new CoachError('model_unavailable', 'the model stays busy');
    if (faults.strikes('builderStall')) actor.stall(random.between(...BUILDER_STALL_MS));
    yield { type: 'tool_use', toolUseId: 'tool', name, input: REPORTS[name] ?? null };
    yield { type: 'end', stopReason: 'tool_use', usage: NO_USAGE, content: [] };
  }

  /** A side call: its tool after a pause, and its end after another one. Sometimes breaks off between the two. */
  async function* assess(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, undefined> {
    const asked = askedOf(request);
    await actor.clock.sleep(random.between(50, 1_500), signal);
    signal.throwIfAborted();
    if (faults.strikes('modelBusy')) throw asked.refused();
    yield { type: 'tool_use', toolUseId: 'assess', name: ASSESS, input: {} };
    asked.taken('{}');
    await actor.clock.sleep(random.between(10, 2_500), signal);
    signal.throwIfAborted();
    if (faults.strikes('modelCut') || random.chance(0.2)) throw new ModelFailure('busy', 'cut');
    const inputTokens = random.between(1, estimateInput(request));
    const usage = { ...NO_USAGE, inputTokens, outputTokens: random.between(1, request.maxTokens) };
    asked.reported(usage);
    yield { type: 'end', stopReason: 'tool_use', usage, content: [] };
  }

  /** The usage that the product must record for a call after its first event, and the tokens that reached the model. */
  function askedOf(request: ModelRequest) {
    let noted = 0;
    let reached = 0;
    let output = '';
    const note = (inputTokens: number) => {
      world.asked.set(actor.name, (world.asked.get(actor.name) ?? 0) + inputTokens - noted);
      noted = inputTokens;
    };
    const reach = (tokens: number) => {
      world.reached.tokens += tokens - reached;
      reached = tokens;
    };
    const begin = (inputTokens: number) =>
      world.begun.set(actor.name, (world.begun.get(actor.name) ?? 0) + inputTokens);
    reach(estimateInput(request));
    begin(estimateInput(request));
    return {
      taken(text: string) {
        if (noted === 0) note(estimateInput(request));
        output += text;
        reach(estimateInput(request) + estimateTokens(output));
      },
      /** A busy model has read nothing. */
      refused() {
        reach(0);
        begin(-estimateInput(request));
        return new ModelFailure('busy', 'throttled');
      },
      reported(usage: Usage) {
        note(usage.inputTokens);
        begin(usage.inputTokens - estimateInput(request));
        reach(chargeOf(usage));
      },
    };
  }

  return {
    stream(request, signal) {
      if (request.forcedTool === undefined) return answer(request, signal);
      return request.forcedTool === ASSESS ? assess(request, signal) : report(request.forcedTool, signal);
    },
  };
}

/** The answers to the builder's questions. */
const REPORTS: Readonly<Record<string, Json>> = {
  choose_personality: {
    primaryTemplate: 'marcus',
    secondaryInfluences: ['emma'],
    selectionReasoning: 'Wants exact cues.',
    blendingWeights: { marcus: 0.8, emma: 0.2 },
  },
  choose_methodology: {
    primaryMethodology: 'Wave loading',
    methodologyReasoning: 'Fits four days.',
    programmingEmphasis: 'strength',
    periodizationApproach: 'block',
    creativityEmphasis: 'low',
    workoutInnovation: false,
  },
  write_prompt: {
    text: 'You speak as a female coach who knows this person well and keeps every session simple and safe.',
  },
};
