/** @file The heavier part of a page: it is drawn in turns with everything else, right after what stands around it, so that a key or a click in between is answered. */
import { useDeferredValue, type ReactNode } from 'react';

export function Soon({ children }: { readonly children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null;
}
