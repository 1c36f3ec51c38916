import { createHash } from 'node:crypto';
import type { ModelRow } from '../../models/model-row.ts';
import type { ConverseBody } from './converse-body.ts';

/** What a thought is written after. */
type Prefix = Pick<ConverseBody, 'system' | 'toolConfig' | 'messages'>;

/**
 * Signs the thoughts of an answer to `prefix`, so that a later request shows whose they are. Clients treat a signature as
 * opaque.
 */
export const signThought = (modelId: string, prefix: Prefix): string =>
  Buffer.from(`${modelId} ${digestOf(prefix)}`).toString('base64');

/** Whether the model can read a thought in front of which `prefix` is sent. */
export function isOwnThought(signature: string, { id, traits }: ModelRow, prefix: Prefix): boolean {
  const [signer, digest] = Buffer.from(signature, 'base64').toString().split(' ');
  return signer === id && (!traits.bindsThoughts || digest === digestOf(prefix));
}

const digestOf = ({ system, toolConfig, messages }: Prefix): string =>
  createHash('sha256')
    .update(JSON.stringify([system, toolConfig?.tools, messages]))
    .digest('base64url');
