/** @file How the window's pages are built: the same for Electron and for an ordinary browser. Whoever builds names this folder as the root. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false },
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Loaded from this machine: one large file is no slower than several.
    chunkSizeWarningLimit: 2000,
  },
});
