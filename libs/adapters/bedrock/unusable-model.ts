import type { ModelRole } from '#ports/model';

/** A model as a stage uses it. */
export interface UsedModel {
  readonly modelId: string;
  /** `image`: the model that draws. */
  readonly role: ModelRole | 'image';
}

const SETTINGS: Readonly<Record<UsedModel['role'], string>> = {
  main: 'COACH_MODEL_ID',
  small: 'COACH_SMALL_MODEL_ID',
  image: 'COACH_IMAGE_MODEL_ID',
};

/** Why Bedrock does not serve a model, whatever is asked. `not_allowed`: the caller's own permissions forbid it. */
export type Unusable = 'ended' | 'unknown' | 'no_profile' | 'no_form' | 'no_access' | 'not_allowed';

/** Bedrock's words for each, tried in order. Names are compared in lower case and without `Exception`. */
const SIGNS: readonly (readonly [Unusable, names: readonly string[], words: RegExp])[] = [
  ['no_form', ['resourcenotfound', 'accessdenied', 'validation'], /use case details/i],
  ['ended', ['resourcenotfound', 'validation'], /marked by provider as legacy|end of its life/i],
  ['no_profile', ['validation'], /on-demand throughput isn.t supported/i],
  ['unknown', ['validation'], /model identifier is invalid/i],
  ['unknown', ['resourcenotfound'], /(?:)/],
  ['no_access', ['accessdenied'], /marketplace|access to the model/i],
  ['no_access', ['validation'], /operation not allowed/i],
  ['not_allowed', ['accessdenied'], /not authorized to perform/i],
];

/** @returns `undefined` for an error that says nothing about the model itself. */
export function unusableBecause({ name, message }: Pick<Error, 'name' | 'message'>): Unusable | undefined {
  const exception = name.replace(/Exception$/i, '').toLowerCase();
  return SIGNS.find(([, names, words]) => names.includes(exception) && words.test(message))?.[0];
}

/** What an operator does about it, in a sentence or two that quote nothing of the provider. */
export function whatToDo(reason: Unusable, { modelId, role }: UsedModel): string {
  const setting = SETTINGS[role];
  switch (reason) {
    case 'ended':
      return `AWS has ended ${modelId} or marks it as Legacy. Set ${setting} to an active model and deploy.`;
    case 'unknown':
      return `Bedrock knows no model ${modelId} in this Region. Set ${setting} to one that it has and deploy.`;
    case 'no_profile':
      return `${modelId} can only be called by an inference profile. Set ${setting} to the profile's id and deploy.`;
    case 'no_form':
      return `The account has not sent the use-case form for ${modelId}. Send it in the Bedrock console, Model catalog.`;
    case 'no_access':
      return (
        `The account has no access to ${modelId} yet. ` +
        'Invoke it once as an administrator: docs/operations.md, "The first call of a model".'
      );
    case 'not_allowed':
      return `The caller's permissions, or a policy of the organization, do not allow ${modelId}.`;
  }
}
