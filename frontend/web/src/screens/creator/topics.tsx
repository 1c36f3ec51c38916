import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistTopic } from '#contract/creator-session-responses';
import layout from '../../conversation/layout.module.css';
import { en } from '../../i18n/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './topics.module.css';

type OwnWord = 'heading' | 'show' | 'done' | 'current' | 'open' | 'optional';
type KnownTopic = Exclude<keyof typeof en.topics, OwnWord>;

const OWN_WORDS: ReadonlySet<string> = new Set<OwnWord>(['heading', 'show', 'done', 'current', 'open', 'optional']);
const isKnown = (topic: string): topic is KnownTopic => Object.hasOwn(en.topics, topic) && !OWN_WORDS.has(topic);

/** A deployer's own topic has no words of ours: its name has to do. */
const wordsOf = (topic: string): string => topic.replaceAll('_', ' ');

export interface TopicsProps {
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

/** The interview's agenda, and what of it is covered: beside the conversation where there is room. */
export function Topics(props: TopicsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <aside className={layout['side']} aria-labelledby={id}>
      <div className={styles['topics']}>
        <h2 id={id}>{t('topics.heading')}</h2>
        <TopicList {...props} />
      </div>
    </aside>
  );
}

/** The same behind a button, where there is no room beside the conversation. */
export function TopicsButton(props: TopicsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={styles['popup']}>
      <IconButton name="list" label={t('topics.show')} popoverTarget={id} />
      <div id={id} popover="auto">
        <h2>{t('topics.heading')}</h2>
        <TopicList {...props} />
      </div>
    </div>
  );
}
