import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import { PROMPT_COACH, PROMPT_TIPS } from '../../app/paths.ts';
import { COMPOSER } from '../../conversation/composer-id.ts';
import { usePromptAccess } from '../../data/use-prompt-sessions.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CONTROL, Field, Hint } from '../../ui/field.tsx';
import { PromptPage } from '../prompt-coach/prompt-page.tsx';
import { TrialBanner } from '../prompt-coach/trial.tsx';
import { AssetTypeChoice } from './asset-type-choice.tsx';
import { BrandChoice } from './brand-choice.tsx';
import { MoodChoice } from './mood-choice.tsx';
import { PreferenceFields } from './preference-fields.tsx';
import styles from './prompt-form.module.css';
import { MAX_CHARACTERS, usePromptForm } from './use-prompt-form.ts';

const HINT = 'description-hint';

type FormState = ReturnType<typeof usePromptForm>;

function Description({ values, change, length, isTooShort, isTooLong }: FormState) {
  const { t } = useTranslation();
  return (
    <div className={styles['description']}>
      <Field label={t('prompt.form.description')}>
        <textarea
          id={COMPOSER}
          className={CONTROL}
          dir="auto"
          value={values.description}
          placeholder={t('prompt.form.placeholder')}
          aria-describedby={HINT}
          aria-invalid={isTooShort || isTooLong}
          onChange={({ target }) => change({ description: target.value })}
        />
      </Field>
      <Hint id={HINT} isBad={isTooShort || isTooLong}>
        {isTooShort ? t('prompt.form.tooShort') : t('prompt.form.count', { count: length, most: MAX_CHARACTERS })}
      </Hint>
    </div>
  );
}

function Form() {
  const { t } = useTranslation();
  const form = usePromptForm();
  const { values, change, isStarting, onSubmit } = form;
  return (
    <form className={styles['form']} noValidate onSubmit={onSubmit}>
      <Description {...form} />
      <AssetTypeChoice value={values.assetType} onChange={(assetType) => change({ assetType })} />
      <MoodChoice mood={values.mood} customMood={values.customMood} onChange={change} />
      <BrandChoice values={values} onChange={change} />
      <div className={styles['short']}>
        <Field label={t('prompt.form.game')}>
          <input
            className={CONTROL}
            maxLength={100}
            dir="auto"
            value={values.gameName}
            onChange={({ target }) => change({ gameName: target.value })}
          />
        </Field>
      </div>
      <PreferenceFields value={values.preferences} onChange={(preferences) => change({ preferences })} />
      <div className={styles['submit']}>
        <Button look="primary" type="submit" disabled={isStarting} iconEnd="arrowRight">
          {t(isStarting ? 'prompt.form.starting' : 'prompt.form.start')}
        </Button>
      </div>
    </form>
  );
}

/** What a session begins with: what the picture is for, and the idea. */
export function PromptForm() {
  usePromptTexts();
  const { t } = useTranslation();
  const access = usePromptAccess();
  if (access === 'used') return <Redirect to={PROMPT_TIPS} replace />;
  return (
    <PromptPage
      title={t('prompt.home.new')}
      lead={t('prompt.form.lead')}
      back={{ href: PROMPT_COACH, name: t('prompt.name') }}
    >
      {access === 'trial' && <TrialBanner />}
      <Form />
    </PromptPage>
  );
}
