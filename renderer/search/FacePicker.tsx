/** @file The faces found on a picture, drawn where they are, one of them to be chosen; beside it how good each is, with reasons. */
import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { counted } from '../../electron/core/countWords.ts';
import type { FacesFound } from '../../electron/core/probe.ts';
import { Notice } from '../parts/Notice.tsx';
import picker from './picker.module.css';
import styles from './search.module.css';
import { pixelsWords, qualityWords } from './words.ts';

interface FacePickerProps {
  readonly found: FacesFound;
  readonly picture: ReactNode;
  /** Whether the picture is all of what was looked at, so that boxes can be drawn on it. */
  readonly whole: boolean;
  readonly chosen: number | null;
  readonly onChoose: (number: number) => void;
}

export function FacePicker({ found: { width, height, faces, chosen: clear }, picture, whole, chosen, onChoose }: FacePickerProps) {
  const listed = whole ? faces : faces.filter(({ number }) => number === clear);
  const part = (of: number, all: number): string => `${(100 * of) / all}%`;
  return (
    <div className={picker.picker}>
      <div className={picker.pickerPicture}>
        {picture}
        {whole && faces.map(({ number, box: [x, y, w, h] }) => (
          <span key={number} className={picker.box} aria-hidden="true" data-chosen={number === chosen || undefined} style={{ left: part(x, width), top: part(y, height), width: part(w, width), height: part(h, height) }}>
            <b>{number}</b>
          </span>
        ))}
      </div>
      <div className={picker.pickerFaces}>
        <p className={styles.soft}>{whole ? `${counted(faces.length, 'face')} found on ${width} × ${height} pixels. Nothing is recorded yet.` : 'The face at the best sighting of the track. Nothing is recorded yet.'}</p>
        {listed.length === 0 && <Notice tone="bad">No face was found here. Nothing was recorded. Choose another picture, or one with more pixels.</Notice>}
        <RadioGroup aria-label="Face to search for" value={chosen === null ? null : String(chosen)} onChange={(value) => onChoose(Number(value))} className={picker.pickerList!}>
          {listed.map(({ number, quality, unsearchable, warnings }) => (
            <Radio key={number} value={String(number)} isDisabled={unsearchable !== null} className={picker.pickerFace!}>
              <strong>Face {number}</strong>
              <span className={styles.soft}>
                {pixelsWords(quality.widthPx)} wide · {pixelsWords(quality.eyesPx)} between the eyes · quality {qualityWords(quality.overall)}
              </span>
              {unsearchable !== null && <span className={styles.warned}>Cannot be searched for: {unsearchable}</span>}
              {warnings.map((warning) => (
                <span key={warning} className={styles.warned}>
                  {warning}
                </span>
              ))}
              {unsearchable === null && warnings.length === 0 && <span className={styles.soft}>Nothing about it is poor by what is measured: width, sharpness, pose, fit of eyes, nose and mouth.</span>}
            </Radio>
          ))}
        </RadioGroup>
      </div>
    </div>
  );
}
