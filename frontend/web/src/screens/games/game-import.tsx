import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useImport } from '../../data/use-import.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import styles from './games.module.css';
import { ImportStatus } from './import-status.tsx';

const EXAMPLE = `{
  "games": [
    {
      "gameId": "2026-11-20-ranked-01",
      "playedAt": "2026-11-20T19:42:00Z",
      "mode": "doubles",
      "playlist": "Ranked Doubles",
      "won": true,
      "goals": 2, "assists": 1, "saves": 3, "shots": 5, "score": 540,
      "boostPerMinute": 341, "supersonicPct": 12.5, "aerials": 1,
      "wavedashes": 0, "rank": "Gold I", "durationSeconds": 318
    }
  ]
}`;

/** What scrolls must be reachable by keyboard. */
const SCROLLER = { tabIndex: 0 } as const;

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** Whether a file is dragged over the area, and the handlers for it. */
function useDrop(onFile: (file: File) => void) {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        // Also sent when the pointer enters a child of the area.
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      },
      onDrop(event: DragEvent) {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      },
    },
  };
}

/** Imports a file of games that is chosen or dropped. */
export function GameImport() {
  const { t } = useTranslation();
  const { state, start } = useImport();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { isOver, handlers } = useDrop((file) => void start(file));
  const isBusy = state.stage === 'reading' || state.stage === 'sending';
  return (
    <section className={styles['import']} data-over={isOver} aria-labelledby={id} {...handlers}>
      <div className={styles['importHead']}>
        <div>
          <h2 id={id}>{t('game.games.importTitle')}</h2>
          <p>{isOver ? t('game.games.drop') : t('game.games.importText')}</p>
        </div>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden={true}
          aria-label={t('game.games.choose')}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // Choosing the same file again is a change, too.
            target.value = '';
            if (file) void start(file);
          }}
        />
        <Button look="primary" icon="upload" disabled={isBusy} onClick={() => input.current?.click()}>
          {t('game.games.choose')}
        </Button>
      </div>
      <ImportStatus state={state} />
      <Disclosure title={t('game.games.format')}>
        <p className={styles['soft']}>{t('game.games.formatText')}</p>
        <pre className={styles['example']} {...SCROLLER}>
          <code>{EXAMPLE}</code>
        </pre>
      </Disclosure>
    </section>
  );
}
