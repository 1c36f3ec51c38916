import { type ActionTool, refusal } from '#domain/tool';
import { isoOf } from '#ports/clock';
import type { Actor } from './actor.ts';
import { ToolBroke, type World } from './world.ts';

export const LOOK = 'look';
export const NOTE = 'note';

/** Milliseconds; sometimes longer than the time limit of a tool. */
const LOOKS_MS = [20, 11_000] as const;
const NOTES_MS = [5, 400] as const;
const TIMEOUT_MS = 10_000;
/** Characters of a result; often more than the hold covers. */
const FOUND = [10, 2_500] as const;

/**
 * A tool that reads and a tool that writes, in the process of the producer. Both fail at random. No tools in scenes
 * that use none.
 */
export function createTools(actor: Actor, world: World): readonly ActionTool[] {
  const { random, faults, scene } = world;
  if (scene.uses === 0) return [];
  const tool = (name: string): Omit<ActionTool, 'run' | 'readOnly'> => ({
    kind: 'action',
    spec: { name, description: name, inputSchema: { type: 'object' } },
    timeoutMs: TIMEOUT_MS,
    label: name,
  });
  return [
    {
      ...tool(LOOK),
      readOnly: true,
      async run(_, { signal }) {
        await actor.clock.sleep(random.between(...LOOKS_MS) * (random.chance(0.1) ? 1 : 0.1), signal);
        if (faults.strikes('toolThrows')) throw new ToolBroke();
        return { ok: true, content: 'x'.repeat(random.between(...FOUND)), summary: 'found' };
      },
    },
    {
      ...tool(NOTE),
      readOnly: false,
      async run(_, { now, newId, signal }) {
        await actor.clock.sleep(random.between(...NOTES_MS), signal);
        if (faults.strikes('toolThrows')) return refusal('not now');
        if (faults.strikes('stallAtToken')) actor.stall(faults.stallMs());
        const note = { noteId: newId(), content: 'noted', category: 'observation', createdAt: isoOf(now) } as const;
        return { ok: true, content: 'noted', summary: 'noted', writes: [{ type: 'save_note', note }] };
      },
    },
  ];
}
