import { useTranslation } from 'react-i18next';
import type { ChatMessage, StepText, ToolChip } from '#client/session-state';
import { Disclosure } from '../ui/disclosure.tsx';
import { Icon } from '../ui/icon.tsx';
import { Prose } from '../ui/prose.tsx';
import { useFormat } from '../ui/use-format.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './steps.module.css';
import { useToolLabel } from './use-tool-label.ts';

/** A tool without a result was stopped with its turn. */
const stateOf = ({ state }: ToolChip, isBusy: boolean) => (state === 'running' && !isBusy ? 'stopped' : state);
const ICONS = { ok: 'check', failed: 'alert', stopped: 'stop' } as const;

/** One use of a tool: what it does, whether it is done, what it found, and how long it took. */
function Chip({ tool, isBusy }: { readonly tool: ToolChip; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useToolLabel()(tool);
  const state = stateOf(tool, isBusy);
  return (
    <li className={styles['chip']} data-state={state}>
      {state === 'running' ? <span className={styles['ring']} aria-hidden="true" /> : <Icon name={ICONS[state]} />}
      <div className={styles['words']}>
        <span className={styles['label']} dir="auto">
          {label}
        </span>
        <VisuallyHidden>: {t(`chat.tool.${state}`)}</VisuallyHidden>
        {tool.summary && <Prose text={tool.summary} base={2} />}
      </div>
      {tool.durationMs !== undefined && <span className={styles['time']}>{format.duration(tool.durationMs)}</span>}
    </li>
  );
}

const at = <Item extends { readonly step: number }>(items: readonly Item[], step: number): readonly Item[] =>
  items.filter((item) => item.step === step);

const joined = (texts: readonly StepText[]): string => texts.map(({ text }) => text).join('\n\n');

export interface StepsProps {
  readonly message: ChatMessage;
  readonly isBusy: boolean;
}

/** The steps of an answer: folded thoughts, texts before the tools, and the tools. */
export function Steps({ message, isBusy }: StepsProps) {
  const { t } = useTranslation();
  const { thinking, preambles, tools } = message;
  const steps = [...new Set([...thinking, ...preambles, ...tools].map(({ step }) => step))].sort((a, b) => a - b);
  if (steps.length === 0) return null;
  return (
    <ol className={styles['steps']}>
      {steps.map((step) => (
        <li key={step}>
          {at(thinking, step).length > 0 && (
            <div className={styles['thinking']}>
              <Disclosure title={steps.length > 1 ? t('chat.thoughtsOf', { step }) : t('chat.thoughts')}>
                <div className={styles['thoughts']}>
                  <Prose text={joined(at(thinking, step))} base={2} />
                </div>
              </Disclosure>
            </div>
          )}
          {at(preambles, step).length > 0 && <Prose text={joined(at(preambles, step))} base={2} />}
          {at(tools, step).length > 0 && (
            <ul className={styles['chips']}>
              {at(tools, step).map((tool) => (
                <Chip key={tool.toolUseId} tool={tool} isBusy={isBusy} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
