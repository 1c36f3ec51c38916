import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { type Suggestion, suggestionsOf } from '#contract/prompt-coach/suggestions';
import { useCoachSession } from '#react/use-coach-session';
import { useDraftEdit } from '../../data/use-draft-edit.ts';
import { Failure } from '../../ui/failure.tsx';
import styles from './suggestions.module.css';
import { missingOf, useIssueWords } from './use-issue-words.ts';
import { useStart } from './use-start.ts';

/** What a press does: it sends, it applies a fix, or it begins a message. */
interface Chip {
  readonly key: string;
  readonly label: string;
  readonly message?: string;
  readonly fix?: string;
  readonly begin?: string;
}

function useChip(): (suggestion: Suggestion) => Chip {
  const { t } = useTranslation();
  const { fixOf } = useIssueWords();
  return (suggestion) => {
    const { code } = suggestion;
    if (code === 'looks_good') {
      return {
        key: code,
        label: t('prompt.suggestions.looks_good.label'),
        message: t('prompt.suggestions.looks_good.message'),
      };
    }
    if (code === 'confirm_spelling') {
      const { text } = suggestion;
      return {
        key: code,
        label: t('prompt.suggestions.confirm_spelling.label', { text }),
        message: t('prompt.suggestions.confirm_spelling.message', { text }),
      };
    }
    if (code !== 'fix_issue') {
      return { key: code, label: t(`prompt.suggestions.${code}.label`), begin: t(`prompt.suggestions.${code}.begin`) };
    }
    const { issue } = suggestion;
    const key = `${issue.code} ${issue.about.join(' ')}`;
    if (issue.fix) return { key, label: fixOf(issue), fix: issue.fix.description };
    const element = missingOf(issue);
    const words = element ? (`missing.${element}` as const) : 'change';
    return { key, label: t(`prompt.suggestions.${words}.label`), begin: t(`prompt.suggestions.${words}.begin`) };
  };
}

export interface SuggestionsProps {
  readonly onBegin: (text: string) => void;
}

/** What can be said next, in one press, by the state of the session. Tinted chips act at once. */
export function Suggestions({ onBegin }: SuggestionsProps) {
  const { t } = useTranslation();
  const { sendMessage, isStreaming, isBusyElsewhere, intent, validation, draftVersion, session } =
    useCoachSession(promptCoach);
  const { mood, assetType } = useStart();
  const edit = useDraftEdit();
  const chipOf = useChip();
  if (isStreaming || isBusyElsewhere || !session) return null;
  const chips = suggestionsOf({ intent, mood, validation, draftVersion, assetType }).map(chipOf);
  if (chips.length === 0) return null;
  const onPress = ({ message, fix, begin }: Chip) => {
    if (message !== undefined) void sendMessage({ text: message });
    else if (fix !== undefined) edit.save(fix);
    else onBegin(begin ?? '');
  };
  return (
    <>
      {edit.error && <Failure error={edit.error} />}
      <ul className={styles['chips']} aria-label={t('prompt.suggestions.label')}>
        {chips.map((chip) => (
          <li key={chip.key}>
            <button
              type="button"
              data-acts={chip.begin === undefined}
              aria-busy={edit.isPending}
              onClick={() => onPress(chip)}
            >
              {chip.label}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
