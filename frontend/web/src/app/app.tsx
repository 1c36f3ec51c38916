import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { createCoachClient } from '#client/create-coach-client';
import type { WebConfig } from '#contract/web-config';
import { CoachProvider } from '#react/coach-provider';
import { createWebStorage, type WebConnectivity } from '#react/web-ports';
import type { Account } from '../auth/account.ts';
import type { Auth } from '../auth/auth.ts';
import { createQueryClient } from '../data/query-client.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { AccountContext } from './account-context.ts';
import { ConnectivityContext } from './connectivity-context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { Loading } from './loading.tsx';
import { MessagePage } from './message-page.tsx';
import { COACH, GAME, GAME_CHAT, GAME_COACH, GAMES, HOME, INTERVIEW, INTERVIEWS, NOTES, PROGRESS } from './paths.ts';

/** The code of each page is loaded with the page. */
const Home = lazy(() => import('../screens/home/home.tsx').then((module) => ({ default: module.Home })));
const Interviews = lazy(() =>
  import('../screens/creator/interviews.tsx').then((module) => ({ default: module.Interviews })),
);
const Creator = lazy(() => import('../screens/creator/creator.tsx').then((module) => ({ default: module.Creator })));
const Coach = lazy(() => import('../screens/coach/coach.tsx').then((module) => ({ default: module.Coach })));
const GameHome = lazy(() =>
  import('../screens/game-coach/game-home.tsx').then((module) => ({ default: module.GameHome })),
);
const GameChat = lazy(() =>
  import('../screens/game-chat/game-chat.tsx').then((module) => ({ default: module.GameChat })),
);
const Games = lazy(() => import('../screens/games/games.tsx').then((module) => ({ default: module.Games })));
const Game = lazy(() => import('../screens/games/game.tsx').then((module) => ({ default: module.Game })));
const Notes = lazy(() => import('../screens/notes/notes.tsx').then((module) => ({ default: module.Notes })));
const Progress = lazy(() =>
  import('../screens/progress/progress.tsx').then((module) => ({ default: module.Progress })),
);

function Pages() {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path={HOME}>
          <Home />
        </Route>
        <Route path={INTERVIEWS} component={Interviews} />
        <Route path={INTERVIEW}>{({ sessionId }) => <Creator sessionId={sessionId} />}</Route>
        <Route path={COACH}>{({ coachId }) => <Coach coachId={coachId} />}</Route>
        <Route path={GAME_COACH} component={GameHome} />
        <Route path={GAME_CHAT}>{({ sessionId }) => <GameChat sessionId={sessionId} />}</Route>
        <Route path={GAMES} component={Games} />
        <Route path={GAME}>{({ gameId }) => <Game gameId={gameId} />}</Route>
        <Route path={NOTES} component={Notes} />
        <Route path={PROGRESS} component={Progress} />
        <Route>
          <MessagePage title={t('app.notFound')}>
            <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
          </MessagePage>
        </Route>
      </Switch>
    </Suspense>
  );
}

export interface AppProps {
  readonly config: WebConfig;
  readonly auth: Auth;
  readonly account: Account;
  readonly connectivity: WebConnectivity;
  readonly onSignedOut: () => void;
}

/** The app for one signed-in person. */
export function App({ config, auth, account, connectivity, onSignedOut }: AppProps) {
  const { t } = useTranslation();
  const { userId } = account;
  const [queries] = useState(createQueryClient);
  const client = useMemo(
    () => createCoachClient({ config, userId, getToken: auth.getToken, storage: createWebStorage(), connectivity }),
    [config, userId, auth, connectivity],
  );
  const signedIn = useMemo(
    () => ({
      account,
      signOut: async () => {
        await client.forgetAll();
        await auth.signOut();
        queries.clear();
        onSignedOut();
      },
    }),
    [account, auth, client, queries, onSignedOut],
  );
  const broken = (
    <MessagePage title={t('app.broken')}>
      <Button onClick={() => window.location.reload()}>{t('app.tryAgain')}</Button>
    </MessagePage>
  );
  return (
    <QueryClientProvider client={queries}>
      <AccountContext value={signedIn}>
        <ConnectivityContext value={connectivity}>
          <CoachProvider client={client}>
            <Frame>
              <ErrorBoundary fallback={broken}>
                <Pages />
              </ErrorBoundary>
            </Frame>
          </CoachProvider>
        </ConnectivityContext>
      </AccountContext>
    </QueryClientProvider>
  );
}
