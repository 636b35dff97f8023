/** @file A value between two ends, drawn as a track with a thumb. */
import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './fields.module.css';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** The value as it is read. */
  readonly says: (value: number) => string;
}

export function Slider({ label, value, onChange, least, most, step, says }: SliderProps) {
  return (
    <AriaSlider className={styles.slider!} value={value} onChange={onChange} minValue={least} maxValue={most} step={step}>
      <Label>{label}</Label>
      <SliderTrack className={styles.sliderTrack!}>
        <SliderThumb className={styles.sliderThumb!} />
      </SliderTrack>
      <SliderOutput>{says(value)}</SliderOutput>
    </AriaSlider>
  );
}
