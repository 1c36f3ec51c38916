import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoachConfig } from '#contract/coach-config';
import { PromptName } from '#contract/coach-config';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Prose } from '../../ui/prose.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './coach.module.css';
import { Fact, List, Yes } from './fact.tsx';
import { useItemName } from './use-item-name.ts';

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['group']}>
      <h2>{title}</h2>
      <dl>{children}</dl>
    </section>
  );
}

function Personality({ personality }: { readonly personality: CoachConfig['selectedPersonality'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { primaryTemplate, secondaryInfluences, blendingWeights, selectionReasoning } = personality;
  const blend = [primaryTemplate, ...secondaryInfluences].map((name) => ({ name, weight: blendingWeights[name] ?? 0 }));
  return (
    <Group title={t('coach.personality')}>
      <Fact term={t('coach.basedOn')}>{t(`coach.templates.${primaryTemplate}`)}</Fact>
      {secondaryInfluences.length > 0 && (
        <Fact term={t('coach.influences')}>
          {format.list(secondaryInfluences.map((name) => t(`coach.templates.${name}`)))}
        </Fact>
      )}
      <Fact term={t('coach.blend')}>
        <ul className={styles['blend']}>
          {blend.map(({ name, weight }) => (
            <li key={name}>
              <span>{t(`coach.templates.${name}`)}</span>
              <progress value={weight} max={1} aria-label={t(`coach.templates.${name}`)} />
              <span>{format.percent(weight * 100)}</span>
            </li>
          ))}
        </ul>
      </Fact>
      <Fact term={t('coach.why')}>
        <Prose text={selectionReasoning} />
      </Fact>
    </Group>
  );
}

function Method({ method }: { readonly method: CoachConfig['selectedMethodology'] }) {
  const { t } = useTranslation();
  return (
    <Group title={t('coach.method')}>
      <Fact term={t('coach.primary')}>{method.primaryMethodology}</Fact>
      <Fact term={t('coach.emphasis')}>{t(`coach.values.${method.programmingEmphasis}`)}</Fact>
      <Fact term={t('coach.periodization')}>{t(`coach.values.${method.periodizationApproach}`)}</Fact>
      <Fact term={t('coach.creativity')}>{t(`coach.values.${method.creativityEmphasis}`)}</Fact>
      <Fact term={t('coach.innovation')}>
        <Yes when={method.workoutInnovation} />
      </Fact>
      <Fact term={t('coach.why')}>
        <Prose text={method.methodologyReasoning} />
      </Fact>
    </Group>
  );
}

function Training({ technical }: { readonly technical: CoachConfig['technicalConfig'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const itemName = useItemName();
  const { sessionMinutes, warmupMinutes } = technical.timeConstraints;
  return (
    <Group title={t('coach.training')}>
      <Fact term={t('coach.experience')}>{t(`coach.values.${technical.experienceLevel}`)}</Fact>
      <Fact term={t('coach.frequency')}>{format.number(technical.trainingFrequency)}</Fact>
      <Fact term={t('coach.session')}>
        {t('coach.sessionMinutes', { total: format.number(sessionMinutes), warmup: format.number(warmupMinutes) })}
      </Fact>
      <Fact term={t('coach.timeline')}>{t(`coach.values.${technical.goalTimeline}`)}</Fact>
      <Fact term={t('coach.intensity')}>{t(`coach.values.${technical.preferredIntensity}`)}</Fact>
      <Fact term={t('coach.focus')}>
        <List items={technical.programmingFocus.map(itemName)} />
      </Fact>
      <Fact term={t('coach.specializations')}>
        <List items={technical.specializations} />
      </Fact>
      <Fact term={t('coach.equipment')}>
        <List items={technical.equipmentAvailable.map(itemName)} />
      </Fact>
    </Group>
  );
}

function Safety({ config }: { readonly config: CoachConfig }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { safetyConstraints: safety, technicalConfig } = config;
  return (
    <Group title={t('coach.safety')}>
      <Fact term={t('coach.volume')}>
        {t('coach.volumeValue', { percent: format.percent(safety.volumeProgressionLimit) })}
      </Fact>
      <Fact term={t('coach.injuries')}>
        <List items={technicalConfig.injuryConsiderations} />
      </Fact>
      <Fact term={t('coach.contraindicated')}>
        <List items={safety.contraindicatedExercises} />
      </Fact>
      <Fact term={t('coach.modifications')}>
        <List items={safety.requiredModifications} />
      </Fact>
      <Fact term={t('coach.recovery')}>
        <List items={safety.recoveryRequirements} />
      </Fact>
      <Fact term={t('coach.monitoring')}>
        <List items={safety.safetyMonitoring} />
      </Fact>
    </Group>
  );
}

function Flexibility({ room }: { readonly room: CoachConfig['modificationCapabilities'] }) {
  const { t } = useTranslation();
  const itemName = useItemName();
  return (
    <Group title={t('coach.flexibility')}>
      <Fact term={t('coach.personalityFlexibility')}>{t(`coach.values.${room.personalityFlexibility}`)}</Fact>
      <Fact term={t('coach.adaptability')}>{t(`coach.values.${room.programmingAdaptability}`)}</Fact>
      <Fact term={t('coach.creative')}>
        <Yes when={room.creativeProgramming} />
      </Fact>
      <Fact term={t('coach.override')}>{t(`coach.values.${room.safetyOverrideLevel}`)}</Fact>
      <Fact term={t('coach.enabled')}>
        <List items={room.enabledModifications.map(itemName)} />
      </Fact>
    </Group>
  );
}

function Texts({ config }: { readonly config: CoachConfig }) {
  const { t } = useTranslation();
  return (
    <div className={styles['texts']}>
      <Disclosure title={<h2>{t('coach.summary')}</h2>}>
        <Prose text={config.metadata.sessionSummary} />
      </Disclosure>
      <Disclosure title={<h2>{t('coach.prompts')}</h2>}>
        {PromptName.options.map((name) => (
          <section key={name} className={styles['prompt']}>
            <h3>{t(`coach.promptNames.${name}`)}</h3>
            <Prose text={config.generatedPrompts[name]} base={4} />
          </section>
        ))}
      </Disclosure>
    </div>
  );
}

/** The configuration of a coach, group by group. */
export function CoachGroups({ config }: { readonly config: CoachConfig }) {
  return (
    <>
      <div className={styles['groups']}>
        <div>
          <Personality personality={config.selectedPersonality} />
          <Method method={config.selectedMethodology} />
          <Flexibility room={config.modificationCapabilities} />
        </div>
        <div>
          <Training technical={config.technicalConfig} />
          <Safety config={config} />
        </div>
      </div>
      <Texts config={config} />
    </>
  );
}
