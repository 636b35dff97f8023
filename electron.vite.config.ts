/** @file How main, preload and the window's pages are built for Electron. Packages stay outside: native ones cannot be bundled. */
import { defineConfig } from 'electron-vite';
import renderer from './renderer/vite.config.ts';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Main starts the others as processes and threads: each by its own name, beside whatever part names it.
      lib: { entry: { main: 'electron/main.ts', worker: 'electron/worker.ts', indexer: 'electron/indexer.ts', avWorker: 'native/decoder/avWorker.ts' }, formats: ['es'] },
      rolldownOptions: { output: { chunkFileNames: '[name]-[hash].js' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload cannot be an ES module.
      lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    },
  },
  renderer: {
    ...renderer,
    root: 'renderer',
    build: { ...renderer.build, outDir: 'out/renderer', rolldownOptions: { input: 'renderer/index.html' } },
  },
});
