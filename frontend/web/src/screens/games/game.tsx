import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Refusal } from '#client/refusal';
import type { Game as GameRecord } from '#contract/games';
import { useStartChat } from '../../app/chat-start.ts';
import { Loading } from '../../app/loading.tsx';
import { MessagePage } from '../../app/message-page.tsx';
import { Page } from '../../app/page.tsx';
import { GAMES } from '../../app/paths.ts';
import { useDeleteGame, useGame } from '../../data/use-games.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { GamePage } from '../game-coach/game-page.tsx';
import { GameFacts } from './game-facts.tsx';

function Details({ game }: { readonly game: GameRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const startChat = useStartChat();
  const [isDeleting, setIsDeleting] = useState(false);
  const remove = useDeleteGame(game.gameId);
  return (
    <GamePage
      title={t('game.game.pageTitle', { date: format.date(game.playedAt) })}
      actions={
        <>
          <Button onClick={() => setIsDeleting(true)}>{t('game.game.delete')}</Button>
          <Button look="primary" onClick={() => startChat({ gameId: game.gameId })}>
            {t('game.game.ask')}
          </Button>
        </>
      }
    >
      <GameFacts game={game} />
      {isDeleting && (
        <ConfirmDialog
          title={t('game.game.deleteTitle')}
          text={t('game.game.deleteText')}
          action={t('game.game.delete')}
          mutation={remove}
          onDone={() => navigate(GAMES)}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </GamePage>
  );
}

/** The page of one game. */
export function Game({ gameId }: { readonly gameId: string }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  if (game.data) return <Details game={game.data} />;
  if (game.isPending) return <Loading />;
  if (game.error instanceof Refusal && game.error.code === 'not_found') {
    return (
      <MessagePage title={t('game.game.missing')}>
        <ButtonLink href={GAMES}>{t('game.game.back')}</ButtonLink>
      </MessagePage>
    );
  }
  return (
    <Page>
      <Failure error={game.error} onRetry={() => void game.refetch()} />
    </Page>
  );
}
