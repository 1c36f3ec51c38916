import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import type { Issue, Readiness, Validation } from '#contract/prompt-coach/intent';
import { useCoachSession } from '#react/use-coach-session';
import { useDraftEdit } from '../../data/use-draft-edit.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './bench.module.css';
import { useIssueWords } from './use-issue-words.ts';

const hasError = ({ issues }: Validation): boolean => issues.some(({ severity }) => severity === 'error');

/** How far the words are: blocked by an error, weak, ready, to be confirmed, or open. */
function stateOf(validation: Validation, readiness: Readiness) {
  if (hasError(validation)) return 'blocked';
  if (!validation.generationReady) return 'weak';
  if (readiness === 'ready') return validation.issues.length === 0 ? 'ready' : 'readyWith';
  return readiness === 'needs_confirmation' ? 'confirm' : 'open';
}

const TONES = {
  blocked: 'bad',
  weak: 'warn',
  ready: 'good',
  readyWith: 'good',
  confirm: 'plain',
  open: 'plain',
} as const;

function Ring({ quality, tone }: { readonly quality: number; readonly tone: string }) {
  return (
    <svg className={styles['ring']} data-tone={tone} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="20" />
      <circle cx="24" cy="24" r="20" pathLength="100" strokeDasharray={`${Math.round(100 * quality)} 100`} />
    </svg>
  );
}

interface IssueRowProps {
  readonly issue: Issue;
  readonly isBusy: boolean;
  readonly onFix: ((description: string) => void) | undefined;
}

function IssueRow({ issue, isBusy, onFix }: IssueRowProps) {
  const { t } = useTranslation();
  const { textOf, fixOf } = useIssueWords();
  const { severity, fix } = issue;
  return (
    <li data-severity={severity}>
      <Icon name={severity === 'info' ? 'info' : 'alert'} />
      <p>
        <VisuallyHidden>{t(`prompt.check.severity.${severity}`)}: </VisuallyHidden>
        {textOf(issue)}
      </p>
      {fix && onFix && (
        <Button icon="wand" aria-busy={isBusy} onClick={() => isBusy || onFix(fix.description)}>
          {fixOf(issue)}
        </Button>
      )}
    </li>
  );
}

/** How good the words are, what could be better, and a fix in one press. */
export function CheckCard() {
  const { t } = useTranslation();
  const id = useId();
  const { validation, intent, session } = useCoachSession(promptCoach);
  const edit = useDraftEdit();
  const { issues, quality } = validation;
  const state = stateOf(validation, intent.readiness);
  const canFix = session?.status === 'active';
  return (
    <section className={styles['card']} aria-labelledby={id} data-focus-home="" tabIndex={-1}>
      <div className={styles['score']}>
        <Ring quality={quality} tone={TONES[state]} />
        <div>
          <h3 id={id}>
            <VisuallyHidden>{t('prompt.check.title')}: </VisuallyHidden>
            {state === 'readyWith' ? t('prompt.check.readyWith', { count: issues.length }) : t(`prompt.check.${state}`)}
          </h3>
          <p>{t('prompt.check.score', { score: Math.round(100 * quality) })}</p>
        </div>
      </div>
      {issues.length > 0 && (
        <ul className={styles['issues']}>
          {issues.map((issue) => (
            <IssueRow
              key={`${issue.code} ${issue.about.join(' ')}`}
              issue={issue}
              isBusy={edit.isPending}
              onFix={canFix ? (description) => edit.save(description) : undefined}
            />
          ))}
        </ul>
      )}
      {edit.error && <Failure error={edit.error} />}
    </section>
  );
}
