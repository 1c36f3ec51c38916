import { promptCoach } from '#client/coaches/prompt-coach';
import { useCoachSession } from '#react/use-coach-session';
import type { Pictures } from '../../data/use-pictures.ts';
import styles from './bench.module.css';
import { CheckCard } from './check-card.tsx';
import { EarlierPictures } from './earlier-pictures.tsx';
import { MakeCard } from './make-card.tsx';
import { MakingCard } from './making-card.tsx';
import { ResultCard } from './result-card.tsx';
import { WordsCard } from './words-card.tsx';

export interface BenchProps {
  readonly pictures: Pictures;
  /** A message was sent from here. */
  readonly onSent: () => void;
}

/** The picture in words, how good they are, and the pictures that were made of them. */
export function Bench({ pictures, onSent }: BenchProps) {
  const { draftVersion } = useCoachSession(promptCoach);
  const { generation, isMaking } = pictures;
  const isMade = generation !== undefined && !isMaking;
  /** The words have changed since the newest picture. */
  const isOutdated = isMade && generation.draftVersion < draftVersion;
  const isFirst = !isMade || isOutdated || pictures.assets.length === 0;
  return (
    <div className={styles['bench']}>
      <div className={styles['part']} data-part="words">
        <WordsCard />
        {draftVersion > 0 && <CheckCard />}
      </div>
      <div className={styles['part']} data-part="pictures">
        {isMaking && <MakingCard pictures={pictures} />}
        {!isMaking && isFirst && <MakeCard pictures={pictures} isMain />}
        {isMade && <ResultCard pictures={pictures} isMain={!isFirst} onSent={onSent} />}
        {!isMaking && !isFirst && <MakeCard pictures={pictures} isMain={false} />}
        <EarlierPictures assets={pictures.earlier} />
      </div>
    </div>
  );
}
