/** @file Brightness and contrast of one picture on the screen. */
import { Button } from '../parts/Button.tsx';
import { Slider } from '../parts/Slider.tsx';
import { asItIs, type Light } from './looks.ts';
import styles from './review.module.css';

const says = (value: number): string => `× ${value.toFixed(2)}`;

export function LightControls({ of, onChange }: { readonly of: Light; readonly onChange: (light: Light) => void }) {
  const changed = of.brightness !== 1 || of.contrast !== 1;
  return (
    <fieldset className={styles.light}>
      <legend>For viewing only; recorded with the decision</legend>
      <Slider label="Brightness" value={of.brightness} onChange={(brightness) => onChange({ ...of, brightness })} least={0.3} most={3} step={0.05} says={says} />
      <Slider label="Contrast" value={of.contrast} onChange={(contrast) => onChange({ ...of, contrast })} least={0.3} most={3} step={0.05} says={says} />
      <Button label="As it is" kind="link" disabled={!changed} onPress={() => onChange(asItIs)} />
    </fieldset>
  );
}
