import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useCoachAccess } from '#react/coach-provider';
import { coachPath } from '../../app/paths.ts';
import { freshen } from '../../data/freshen.ts';
import { KEYS } from '../../data/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Failure } from '../../ui/failure.tsx';
import styles from './home.module.css';

function Templates() {
  const { t } = useTranslation();
  const { rest } = useCoachAccess();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const templates = useQuery({ queryKey: KEYS.templates, queryFn: () => rest.templates.list(), staleTime: Infinity });
  const take = useMutation({
    mutationFn: (templateId: string) => rest.templates.use(templateId),
    onSuccess: ({ coachId }) => {
      void freshen(queries, KEYS.coaches);
      navigate(coachPath(coachId));
    },
  });
  const error = templates.error ?? take.error;
  return (
    <>
      {error && <Failure error={error} onRetry={() => void templates.refetch()} />}
      <ul className={styles['templates']}>
        {templates.data?.templates.map(
          ({ templateId, name, description, trainingFrequency, sessionMinutes, experienceLevel }) => (
            <li key={templateId} className={styles['template']}>
              <h3>{name}</h3>
              <p>{description}</p>
              <p className={styles['meta']}>
                {t(`coach.values.${experienceLevel}`)} · {t('home.perWeek', { count: trainingFrequency })} ·{' '}
                {t('home.minutes', { count: sessionMinutes })}
              </p>
              <Button
                aria-label={t('home.takeTemplateNamed', { name })}
                disabled={take.isPending}
                onClick={() => take.mutate(templateId)}
              >
                {t('home.takeTemplate')}
              </Button>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

/** Ready-made coaches. They are loaded when the list is opened. */
export function TemplateList() {
  const { t } = useTranslation();
  return (
    <div className={styles['more']}>
      <Disclosure title={<h2>{t('home.templates')}</h2>}>
        <p className={styles['meta']}>{t('home.templatesLead')}</p>
        <Templates />
      </Disclosure>
    </div>
  );
}
