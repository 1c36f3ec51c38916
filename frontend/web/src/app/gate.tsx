import { useCallback, useEffect, useMemo, useState } from 'react';
import type { WebConfig } from '#contract/web-config';
import type { WebConnectivity } from '#react/web-ports';
import type { Account } from '../auth/account.ts';
import { type AuthDeps, createAuth } from '../auth/auth.ts';
import { SignIn } from '../screens/sign-in/sign-in.tsx';
import { App } from './app.tsx';
import { Loading } from './loading.tsx';

type Stage =
  | { readonly at: 'looking' }
  | { readonly at: 'in'; readonly account: Account }
  | { readonly at: 'out'; readonly reason?: 'failed' | 'expired' };

export interface GateProps {
  readonly config: WebConfig;
  readonly connectivity: WebConnectivity;
  readonly authDeps: Omit<AuthDeps, 'onLost'>;
}

/** Shows the app to a person who is signed in, and the sign-in page to others. */
export function Gate({ config, connectivity, authDeps }: GateProps) {
  const [stage, setStage] = useState<Stage>({ at: 'looking' });
  const auth = useMemo(
    () => createAuth(config.auth, { ...authDeps, onLost: () => setStage({ at: 'out', reason: 'expired' }) }),
    [config, authDeps],
  );
  useEffect(() => {
    auth.restore().then(
      (account) => setStage(account ? { at: 'in', account } : { at: 'out' }),
      () => setStage({ at: 'out', reason: 'failed' }),
    );
  }, [auth]);
  const onSignedOut = useCallback(() => setStage({ at: 'out' }), []);
  if (stage.at === 'looking') return <Loading />;
  if (stage.at === 'out') return <SignIn auth={auth} isLocal={config.stage === 'local'} reason={stage.reason} />;
  return (
    <App config={config} auth={auth} account={stage.account} connectivity={connectivity} onSignedOut={onSignedOut} />
  );
}
