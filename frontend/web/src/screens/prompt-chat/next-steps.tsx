import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import type { Intent } from '#contract/prompt-coach/intent';
import type { Asset } from '#contract/prompt-coach/responses';
import { useCoachSession } from '#react/use-coach-session';
import type { Pictures } from '../../data/use-pictures.ts';
import { Button } from '../../ui/button.tsx';
import { useTurns } from './head-details.tsx';

type Message = 'closer' | 'other_light' | 'without_text';

/** Messages that fit: without text for a picture that has some, else closer; and other light. */
export const messagesFor = ({ displayTexts }: Pick<Intent, 'displayTexts'>): readonly Message[] =>
  displayTexts.length > 0 ? ['without_text', 'other_light'] : ['closer', 'other_light'];

export interface NextStepsProps {
  readonly pictures: Pictures;
  readonly asset: Asset;
  readonly onSent: () => void;
}

/** Three ways to go on from a picture: an order that is based on it, and two messages. */
export function NextSteps({ pictures: { make, generation }, asset, onSent }: NextStepsProps) {
  const { t } = useTranslation();
  const { intent, sendMessage, isStreaming, isBusyElsewhere, session } = useCoachSession(promptCoach);
  const { remaining } = useTurns();
  const isOpen = session?.status === 'active';
  const canWrite = isOpen && remaining !== 0 && !isStreaming && !isBusyElsewhere;
  const send = (text: string) => {
    onSent();
    void sendMessage({ text });
  };
  if (session?.status === 'expired') return null;
  return (
    <>
      <Button
        icon="image"
        onClick={() => make({ basedOn: asset.assetId, count: 1, draftVersion: generation?.draftVersion ?? 1 })}
      >
        {t('prompt.next.another_pose.label')}
      </Button>
      {isOpen &&
        messagesFor(intent).map((code) => (
          <Button key={code} disabled={!canWrite} onClick={() => send(t(`prompt.next.${code}.message`))}>
            {t(`prompt.next.${code}.label`)}
          </Button>
        ))}
    </>
  );
}
