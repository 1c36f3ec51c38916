import { ExecuteTool, type ToolSchemas } from '#contract/game-chat-requests';
import type { ActionTool } from '#domain/tool';
import type { Json } from '#ports/model';
import { type ExecuteToolDeps, executeTool } from '#services/execute-tool';
import { json } from '../answers.ts';
import { readJson } from '../body.ts';
import type { Route } from '../router.ts';
import { validate } from '../validate.ts';

/** The tools of the game coach, for an external loop. */
export const gameCoachToolRoutes = (tools: readonly ActionTool[], deps: ExecuteToolDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: '/coach/tools/schema',
    handle: async () => json(200, { tools: tools.map(({ spec }) => spec) } satisfies ToolSchemas),
  },
  {
    method: 'POST',
    pattern: '/coach/tools/execute',
    limit: 'tools',
    handle: async ({ sub, request }) => {
      const { toolName: name, toolInput } = validate(ExecuteTool, readJson(request));
      const call = { sub, name, input: toolInput as Json, signal: request.deadline };
      return json(200, await executeTool(tools, call, deps));
    },
  },
];
