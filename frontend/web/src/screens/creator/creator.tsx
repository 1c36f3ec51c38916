import { useTranslation } from 'react-i18next';
import { coachCreator } from '#client/coaches/coach-creator';
import { MAX_IMAGES } from '#contract/requests';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { useSessionTimeout } from '#react/use-session-timeout';
import { INTERVIEWS } from '../../app/paths.ts';
import { SessionScreen } from '../../conversation/session-screen.tsx';
import { useFreshLists } from '../../conversation/use-fresh-lists.ts';
import { KEYS } from '../../data/keys.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useImageComposer } from '../../uploads/use-image-composer.tsx';
import { CompletionCard } from './completion-card.tsx';
import { ConfirmCard } from './confirm-card.tsx';
import { InterviewFacts } from './interview-facts.tsx';
import { TimeoutBanner } from './timeout-banner.tsx';
import { useTopicsPane } from './topics.tsx';
import { useVesper } from './use-vesper.ts';

/** Nothing can be added any more. */
function Closed({ reason }: { readonly reason: 'ended' | 'expired' }) {
  const { t } = useTranslation();
  return (
    <Notice tone="warn" actions={<ButtonLink href={INTERVIEWS}>{t('creator.back')}</ButtonLink>}>
      {t(`creator.${reason}`)}
    </Notice>
  );
}

function Interview() {
  const { t } = useTranslation();
  const { session, isComplete, readyToConfirm, progress, expiresAt, clockSkewMs } = useCoachSession(coachCreator);
  const timeout = useSessionTimeout(isComplete ? null : expiresAt, clockSkewMs);
  const closed = timeout.level === 'expired' ? 'expired' : session?.status;
  const vesper = useVesper();
  const pane = useTopicsPane();
  const composer = useImageComposer({ most: MAX_IMAGES, isEnough: true });
  useFreshLists(KEYS.interviews);
  return (
    <SessionScreen
      persona={vesper}
      pageTitle={t('creator.pageTitle')}
      home={{ href: INTERVIEWS, label: t('creator.back') }}
      missing={t('creator.missing')}
      title={vesper.name}
      facts={progress && <InterviewFacts progress={progress} />}
      meter={
        progress && (
          <Meter label={t('creator.progressLabel')} value={progress.topicsCompleted} max={progress.totalTopics} />
        )
      }
      banner={<TimeoutBanner {...timeout} />}
      pane={pane}
      composer={composer}
      end={readyToConfirm && <ConfirmCard />}
      instead={
        isComplete ? (
          <CompletionCard />
        ) : closed === 'expired' || closed === 'ended' ? (
          <Closed reason={closed} />
        ) : undefined
      }
    />
  );
}

/** The interview with Vesper, from which a coach is built. */
export function Creator({ sessionId }: { readonly sessionId: string }) {
  return (
    <CoachSessionProvider key={sessionId} coach={coachCreator} sessionId={sessionId}>
      <Interview />
    </CoachSessionProvider>
  );
}
