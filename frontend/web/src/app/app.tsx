import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch, useLocation } from 'wouter';
import { createCoachClient } from '#client/create-coach-client';
import type { WebConfig } from '#contract/web-config';
import { CoachProvider } from '#react/coach-provider';
import { createWebStorage, type WebConnectivity } from '#react/web-ports';
import type { Account } from '../auth/account.ts';
import type { Auth } from '../auth/auth.ts';
import { createQueryClient } from '../data/query-client.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { AccountContext } from './account-context.ts';
import { ConnectivityContext } from './connectivity-context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { MessagePage } from './message-page.tsx';
import { PAGE } from './not-loaded.tsx';
import {
  COACH,
  GAME,
  GAME_CHAT,
  GAME_COACH,
  GAMES,
  HOME,
  INTERVIEW,
  INTERVIEWS,
  NOTES,
  PROGRESS,
  PROMPT_COACH,
  PROMPT_KITS,
  PROMPT_NEW,
  PROMPT_SESSION,
  PROMPT_TIPS,
} from './paths.ts';

/** The code of each page is loaded with the page. */
const Home = lazyPart(async () => (await import('../screens/home/home.tsx')).Home, PAGE);
const Interviews = lazyPart(async () => (await import('../screens/creator/interviews.tsx')).Interviews, PAGE);
const Creator = lazyPart(async () => (await import('../screens/creator/creator.tsx')).Creator, PAGE);
const Coach = lazyPart(async () => (await import('../screens/coach/coach.tsx')).Coach, PAGE);
const GameHome = lazyPart(async () => (await import('../screens/game-coach/game-home.tsx')).GameHome, PAGE);
const GameChat = lazyPart(async () => (await import('../screens/game-chat/game-chat.tsx')).GameChat, PAGE);
const Games = lazyPart(async () => (await import('../screens/games/games.tsx')).Games, PAGE);
const Game = lazyPart(async () => (await import('../screens/games/game.tsx')).Game, PAGE);
const Notes = lazyPart(async () => (await import('../screens/notes/notes.tsx')).Notes, PAGE);
const Progress = lazyPart(async () => (await import('../screens/progress/progress.tsx')).Progress, PAGE);
const PromptHome = lazyPart(async () => (await import('../screens/prompt-coach/prompt-home.tsx')).PromptHome, PAGE);
const PromptForm = lazyPart(async () => (await import('../screens/prompt-form/prompt-form.tsx')).PromptForm, PAGE);
const PromptChat = lazyPart(async () => (await import('../screens/prompt-chat/prompt-chat.tsx')).PromptChat, PAGE);
const KitPages = lazyPart(async () => (await import('../screens/brand-kits/kit-pages.tsx')).KitPages, PAGE);
const Tips = lazyPart(async () => (await import('../screens/tips/tips.tsx')).Tips, PAGE);

function Pages() {
  const { t } = useTranslation();
  return (
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
      <Route path={PROMPT_COACH} component={PromptHome} />
      <Route path={PROMPT_NEW} component={PromptForm} />
      <Route path={`${PROMPT_KITS}/*?`} component={KitPages} />
      <Route path={PROMPT_TIPS} component={Tips} />
      <Route path={PROMPT_SESSION}>{({ sessionId }) => <PromptChat sessionId={sessionId} />}</Route>
      <Route>
        <MessagePage title={t('app.notFound')}>
          <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
        </MessagePage>
      </Route>
    </Switch>
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
  const [path] = useLocation();
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
            <ErrorBoundary fallback={broken} place={path}>
              <Frame>
                <ErrorBoundary fallback={broken} place={path}>
                  <Pages />
                </ErrorBoundary>
              </Frame>
            </ErrorBoundary>
          </CoachProvider>
        </ConnectivityContext>
      </AccountContext>
    </QueryClientProvider>
  );
}
