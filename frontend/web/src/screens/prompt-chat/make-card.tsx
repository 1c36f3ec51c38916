import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { Refusal } from '#client/refusal';
import { MAX_PICTURES } from '#contract/prompt-coach/requests';
import { useCoachSession } from '#react/use-coach-session';
import { UpgradeCard } from '../../conversation/upgrade-card.tsx';
import { useAccess } from '../../data/use-account-limits.ts';
import type { Pictures } from '../../data/use-pictures.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './bench.module.css';
import { useStart } from './use-start.ts';

const COUNTS = Array.from({ length: MAX_PICTURES }, (_, index) => index + 1);

interface CountProps {
  readonly count: number;
  /** More are not left. */
  readonly most: number;
  readonly onChange: (count: number) => void;
}

function Count({ count, most, onChange }: CountProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles['count']}>
      <legend>{t('prompt.make.count')}</legend>
      <div className={styles['switch']}>
        {COUNTS.map((option) => (
          <label key={option} data-checked={option === count}>
            <input
              type="radio"
              name="count"
              checked={option === count}
              disabled={option > most}
              onChange={() => onChange(option)}
            />
            {option}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** No pictures are left this month. */
function Exhausted() {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useAccess().data?.budget.periodEnd;
  return (
    <UpgradeCard
      title={t('prompt.make.exhausted')}
      text={end === undefined ? '' : t('prompt.make.exhaustedText', { date: format.date(end) })}
      isAlert={false}
    />
  );
}

export interface MakeCardProps {
  readonly pictures: Pictures;
  /** Making pictures is what comes next, and not choosing among those that are there. */
  readonly isMain: boolean;
}

/** Orders pictures of the newest words. */
export function MakeCard({ pictures: { make, error }, isMain }: MakeCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const { draftVersion, validation } = useCoachSession(promptCoach);
  const { brand } = useStart();
  const left = useAccess().data?.generations.remaining;
  const [wanted, setWanted] = useState(1);
  const [includeLogo, setIncludeLogo] = useState(false);
  const isExhausted = left === 0 || (error instanceof Refusal && error.code === 'generations_exhausted');
  const isBlocked = validation.issues.some(({ severity }) => severity === 'error');
  const count = Math.max(1, Math.min(wanted, left ?? MAX_PICTURES));
  if (isExhausted) return <Exhausted />;
  return (
    <section className={styles['card']} aria-labelledby={id} data-focus-home="" tabIndex={-1}>
      <header>
        <h3 id={id}>{t(isMain ? 'prompt.make.title' : 'prompt.result.again')}</h3>
        {left !== undefined && <p className={styles['left']}>{t('prompt.make.left', { count: left })}</p>}
      </header>
      {draftVersion === 0 && <p className={styles['soft']}>{t('prompt.make.notYet')}</p>}
      {draftVersion > 0 && (
        <>
          {isBlocked && <p className={styles['soft']}>{t('prompt.make.blocked')}</p>}
          <div className={styles['order']}>
            <Count count={count} most={left ?? MAX_PICTURES} onChange={setWanted} />
            <Button
              look={isMain ? 'primary' : 'secondary'}
              icon="image"
              disabled={isBlocked}
              onClick={() => make({ draftVersion, count, ...(includeLogo && { includeLogo }) })}
            >
              {t('prompt.make.button', { count })}
            </Button>
          </div>
          {brand?.logoKey !== undefined && (
            <label className={styles['logo']}>
              <input type="checkbox" checked={includeLogo} onChange={({ target }) => setIncludeLogo(target.checked)} />
              {t('prompt.make.logo')}
            </label>
          )}
        </>
      )}
      {error && <Failure error={error} />}
    </section>
  );
}
