/** @file The icons: outlines on a grid of 24, drawn in the colour of the text beside them. Always beside words, so they are hidden from readers. */
const outlines = {
  mark: 'M4 9V5.500A1.500 1.500 0 0 1 5.500 4H9M15 4h3.500A1.500 1.500 0 0 1 20 5.500V9M20 15v3.500a1.500 1.500 0 0 1-1.500 1.500H15M9 20H5.500A1.500 1.500 0 0 1 4 18.500V15M12 12.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6M7.500 17.500c.6-2 2.300-3 4.500-3s3.900 1 4.500 3',
  folder: 'M3.500 7A1.500 1.500 0 0 1 5 5.500h4l2 2.500h8A1.500 1.500 0 0 1 20.500 9.500V17a1.500 1.500 0 0 1-1.500 1.500H5A1.500 1.500 0 0 1 3.500 17z',
  machine: 'M4 5.500h16v10.500H4zM9 20h6M12 16v4',
  book: 'M12 6.500C10 5 7 4.800 4 5.300v12.900c3-.5 6-.3 8 1.200 2-1.500 5-1.700 8-1.200V5.300c-3-.5-6-.3-8 1.200zM12 6.500v12.900',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  warn: 'M12 4.500l8.500 15h-17zM12 10v4.500M12 17.100v.2',
  cross: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  dash: 'M6 12h12',
  turn: 'M19.500 12A7.500 7.500 0 1 1 17 6.400M17.500 3v4h-4',
} as const;

export type IconName = keyof typeof outlines;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={outlines[name]} />
    </svg>
  );
}
