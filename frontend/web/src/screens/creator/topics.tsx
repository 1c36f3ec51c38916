import { useTranslation } from 'react-i18next';
import { coachCreator } from '#client/coaches/coach-creator';
import type { ChecklistTopic } from '#contract/creator-session-responses';
import { useCoachSession } from '#react/use-coach-session';
import type { Pane } from '../../conversation/session-screen.tsx';
import { en } from '../../i18n/en.ts';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './topics.module.css';

type OwnWord = 'heading' | 'done' | 'current' | 'open' | 'optional';
type KnownTopic = Exclude<keyof typeof en.topics, OwnWord>;

const OWN_WORDS: ReadonlySet<string> = new Set<OwnWord>(['heading', 'done', 'current', 'open', 'optional']);
const isKnown = (topic: string): topic is KnownTopic => Object.hasOwn(en.topics, topic) && !OWN_WORDS.has(topic);

/** A topic of the deployer has no translation: its name is shown. */
const wordsOf = (topic: string): string => topic.replaceAll('_', ' ');

interface TopicsProps {
  readonly checklist: readonly ChecklistTopic[];
  readonly current: string | null;
}

function TopicList({ checklist, current }: TopicsProps) {
  const { t } = useTranslation();
  return (
    <ol className={styles['list']}>
      {checklist.map(({ topic, isComplete, required }) => {
        const state = isComplete ? 'done' : topic === current ? 'current' : 'open';
        return (
          <li key={topic} data-state={state}>
            <Icon name={isComplete ? 'check' : 'dot'} />
            <span>
              {isKnown(topic) ? t(`topics.${topic}`) : wordsOf(topic)}
              {!required && <em> ({t('topics.optional')})</em>}
            </span>
            <VisuallyHidden>: {t(`topics.${state}`)}</VisuallyHidden>
          </li>
        );
      })}
    </ol>
  );
}

/** The topics of the interview, and what of them is covered. Nothing while the session is not known. */
export function useTopicsPane(): Pane | undefined {
  const { t } = useTranslation();
  const { session, progress } = useCoachSession(coachCreator);
  if (!session) return undefined;
  const { checklist } = session;
  return {
    size: 'topics',
    title: t('topics.heading'),
    button: t('creator.covered', { count: checklist.filter(({ isComplete }) => isComplete).length }),
    content: <TopicList checklist={checklist} current={progress?.currentTopic ?? null} />,
  };
}
