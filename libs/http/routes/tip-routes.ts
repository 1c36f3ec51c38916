import { TipsQuery } from '#contract/prompt-coach/requests';
import type { Users } from '#ports/sessions';
import { listTips } from '#services/list-tips';
import { json } from '../answers.ts';
import type { Route } from '../router.ts';
import { validate } from '../validate.ts';

/** Tips for pictures, for every tier. */
export const tipRoutes = (deps: { readonly users: Users }): readonly Route[] => [
  {
    method: 'GET',
    pattern: '/coach/tips',
    handle: async ({ sub, request }) => {
      const { assetType } = validate(TipsQuery, request.query);
      return json(200, await listTips(sub, assetType, deps));
    },
  },
];
