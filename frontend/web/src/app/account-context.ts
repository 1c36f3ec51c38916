import { createContext, useContext } from 'react';
import type { Account } from '../auth/account.ts';

export interface SignedIn {
  readonly account: Account;
  readonly signOut: () => Promise<void>;
}

export const AccountContext = createContext<SignedIn | undefined>(undefined);

/** @throws when no one is signed in. */
export function useAccount(): SignedIn {
  const signedIn = useContext(AccountContext);
  if (!signedIn) throw new Error('nobody is signed in here');
  return signedIn;
}
