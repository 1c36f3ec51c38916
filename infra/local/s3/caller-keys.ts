import { LOCAL_SECRET, LOCAL_SESSION_TOKEN } from '../lambda/local-environment.ts';
import type { CallerKeys } from './callers.ts';

/**
 * The credentials with which functions and tools call.
 *
 * @param functionNames - Their access keys. They have temporary credentials, as roles do.
 * @param real - The environment of a real model: its credentials cannot be checked here, and have no role.
 */
export function callerKeys(functionNames: ReadonlySet<string>, real: Readonly<Record<string, string>>): CallerKeys {
  const isReal = real['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] === undefined && Object.keys(real).length > 0;
  return {
    credentialsOf(accessKey) {
      if (functionNames.has(accessKey)) {
        return { secretAccessKey: LOCAL_SECRET, sessionToken: LOCAL_SESSION_TOKEN };
      }
      return isReal ? 'unchecked' : { secretAccessKey: LOCAL_SECRET, sessionToken: undefined };
    },
  };
}
