/** @file The frames just before and after the one that a picture is cut from: what is there in all of them is no accident of one. */
import { Button as AriaButton } from 'react-aria-components';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import styles from './review.module.css';
import { neighbourWords } from './words.ts';

interface NeighboursProps {
  readonly lineup: string;
  readonly place: number;
  readonly step: number;
  readonly addressOf: (step: number) => string;
  readonly onStep: (step: number) => void;
}

export function Neighbours({ lineup, place, step, addressOf, onStep }: NeighboursProps) {
  const { caseId } = useDesk();
  const { data, error } = useAsk('neighbours', { caseId, lineup, place });
  const frames = [...(data ?? []), { step: 0, seconds: 0 }].toSorted((a, b) => a.step - b.step);
  if (data?.length === 0) return <p className={styles.soft}>The face was followed in this one frame only.</p>;
  return (
    <section className={styles.around} aria-label={`Frames around picture ${place}`}>
      {error && <p className={styles.soft}>{error.message}</p>}
      {data && frames.map((frame) => (
        <AriaButton key={frame.step} className={styles.frameButton!} aria-pressed={frame.step === step} onPress={() => onStep(frame.step)}>
          <img src={addressOf(frame.step)} alt="" draggable={false} />
          <span>{frame.step === 0 ? 'The picture itself' : neighbourWords(frame)}</span>
        </AriaButton>
      ))}
    </section>
  );
}
