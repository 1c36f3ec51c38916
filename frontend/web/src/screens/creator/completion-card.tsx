import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ConfigStatus } from '#contract/coach-responses';
import { useCoachSession } from '#react/use-coach-session';
import { coachPath, HOME } from '../../app/paths.ts';
import { useBuild } from '../../data/use-build.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Star } from '../../ui/star.tsx';
import { Track } from '../../ui/track.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './completion-card.module.css';
import { useCountdown } from './use-countdown.ts';

/** Time to read the card and to decide to stay. */
const TO_HOME_SECONDS = 20;
const STEPS = ['queued', 'building', 'ready'] as const;
const ORDER: readonly string[] = STEPS;

function Steps({ state }: { readonly state: ConfigStatus['state'] }) {
  const { t } = useTranslation();
  const reached = ORDER.indexOf(state);
  return (
    <ol className={styles['steps']}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          data-done={index < reached || state === 'ready'}
          aria-current={index === reached && state !== 'ready' ? 'step' : undefined}
        >
          <Icon name={index < reached || state === 'ready' ? 'check' : 'dot'} />
          {t(`build.${step}`)}
        </li>
      ))}
    </ol>
  );
}

/** Goes to Home after a countdown, which can be cancelled. */
function ToHome({ onStay }: { readonly onStay: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [stays, setStays] = useState(false);
  const stay = () => {
    setStays(true);
    onStay();
  };
  const seconds = useCountdown(TO_HOME_SECONDS, !stays, () => navigate(HOME));
  if (stays) return <ButtonLink href={HOME}>{t('build.goHome')}</ButtonLink>;
  return (
    <>
      <span className={styles['seconds']}>{t('build.toHome', { count: seconds })}</span>
      <Button onClick={stay}>{t('build.stay')}</Button>
    </>
  );
}

const WORDS = {
  none: ['build.title', 'build.none'],
  queued: ['build.title', 'build.queuedText'],
  building: ['build.title', 'build.buildingText'],
  ready: ['build.readyTitle', 'build.readyText'],
  failed: ['build.failed', 'build.failedText'],
} as const;

/** The state of the build after the interview. */
export function CompletionCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const { sessionId } = useCoachSession();
  const { status, retry } = useBuild(sessionId);
  const heading = useRef<HTMLHeadingElement>(null);
  const focusHeading = () => heading.current?.focus({ preventScroll: true });
  // The composer had the focus and has been removed.
  useEffect(focusHeading, []);
  const build = status.data;
  const state = build?.state ?? 'none';
  const [title, text] = WORDS[state];
  const isForGood = build?.error?.retryable === false;
  return (
    <section className={styles['card']} data-state={state} aria-labelledby="build-title">
      <div className={styles['head']}>
        {state !== 'failed' && (
          <Track {...(state === 'ready' && { percentage: 100 })}>
            <Star isAlive={state !== 'ready'} />
          </Track>
        )}
        <div className={styles['words']}>
          <h2 id="build-title" ref={heading} tabIndex={-1} role={state === 'failed' ? 'alert' : undefined}>
            {t(title)}
          </h2>
          <p role="status">{t(state === 'failed' && isForGood ? 'build.failedForGood' : text)}</p>
          {build?.deadline && (state === 'queued' || state === 'building') && (
            <p className={styles['meta']}>{t('build.deadline', { time: format.time(build.deadline) })}</p>
          )}
          {status.error && !build && <p className={styles['meta']}>{t('build.unknown')}</p>}
        </div>
      </div>
      {state !== 'failed' && <Steps state={state} />}
      {retry.error && <Failure error={retry.error} />}
      <div className={styles['actions']}>
        {state === 'failed' && !isForGood && (
          <Button look="primary" disabled={retry.isPending} onClick={() => retry.mutate()}>
            {t('build.retry')}
          </Button>
        )}
        {build?.coachId && state === 'ready' && (
          <ButtonLink look="primary" href={coachPath(build.coachId)} iconEnd="arrowRight">
            {t('build.meet')}
          </ButtonLink>
        )}
        {state === 'queued' || state === 'building' ? (
          <ToHome onStay={focusHeading} />
        ) : (
          <ButtonLink href={HOME}>{t('build.goHome')}</ButtonLink>
        )}
      </div>
    </section>
  );
}
