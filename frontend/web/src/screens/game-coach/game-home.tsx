import { useTranslation } from 'react-i18next';
import { useStartChat } from '../../app/chat-start.ts';
import { Loading } from '../../app/loading.tsx';
import { GAMES } from '../../app/paths.ts';
import { BudgetBar } from '../../conversation/budget-bar.tsx';
import { useGameAccess } from '../../data/use-account-limits.ts';
import { useChats } from '../../data/use-chats.ts';
import { useGames } from '../../data/use-games.ts';
import { SessionList } from '../../sessions/session-list.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pad } from '../../ui/pad.tsx';
import { useChatList } from './chat-list.tsx';
import styles from './game-home.module.css';
import { GamePage } from './game-page.tsx';
import { PreviewBanner } from './preview-banner.tsx';
import { PreviewUsed } from './preview-used.tsx';
import { Starters } from './starters.tsx';

const CHATS = 'chats-title';

/** Where a conversation begins. */
function Begin() {
  const { t } = useTranslation();
  const start = useStartChat();
  const { query, games } = useGames();
  const access = useGameAccess();
  return (
    <section className={styles['begin']} aria-labelledby="begin-title">
      <span className={styles['avatar']}>
        <Pad />
      </span>
      <div className={styles['words']}>
        <h2 id="begin-title">{t('game.home.title')}</h2>
        {access !== 'used' && <p>{t('game.home.lead')}</p>}
        {access === 'used' ? (
          <PreviewUsed />
        ) : (
          <>
            <Starters onAsk={(ask) => start({ ask })} />
            <div className={styles['start']}>
              <Button look="primary" icon="plus" onClick={() => start()}>
                {t('game.home.start')}
              </Button>
            </div>
          </>
        )}
        {query.isSuccess && games.length === 0 && (
          <Notice tone="plain" actions={<ButtonLink href={GAMES}>{t('game.home.toGames')}</ButtonLink>}>
            {t('game.home.noGames')}
          </Notice>
        )}
      </div>
      <div className={styles['limits']}>
        {(access === 'full' || access === 'used') && <BudgetBar />}
        {access === 'preview' && <PreviewBanner />}
      </div>
    </section>
  );
}

/** The game coach's own page: its conversations, and where another one begins. */
export function GameHome() {
  const { t } = useTranslation();
  const { query, chats } = useChats();
  const list = useChatList();
  return (
    <GamePage title={t('game.name')}>
      <Begin />
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {chats.length > 0 && (
        <section aria-labelledby={CHATS}>
          <h2 id={CHATS} className={styles['title']}>
            {t('game.home.chats')}
          </h2>
          <SessionList {...list} look="cards" labelledBy={CHATS} />
        </section>
      )}
    </GamePage>
  );
}
