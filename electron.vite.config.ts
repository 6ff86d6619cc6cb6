import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname

/**
 * What the first screen shares with later ones goes into one file: each file of its own costs the
 * start a round trip through the main process. What only later screens share stays apart.
 */
const ofFirstScreen =
  /[\\/](?:renderer|shared)[\\/]|node_modules[\\/](?:react|react-dom|scheduler|react-intl|intl-messageformat|@formatjs|zustand|clsx|lucide-react)[\\/]/

/**
 * Three bundles. Main is one minified module with the provider SDKs as chunks of their own, loaded
 * on first use; better-sqlite3 stays outside because it is native. Preload must be CommonJS: a
 * sandboxed preload cannot be a module.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      minify: true,
      externalizeDeps: true,
      rollupOptions: {
        input: { main: resolve(root, 'main/main.ts') },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk-[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      minify: true,
      rollupOptions: {
        input: { preload: resolve(root, 'main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), tailwindcss()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      /** The oldest Chromium it runs in: Electron 33, where a newer one cannot be had. */
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: { index: resolve(root, 'renderer/index.html') },
        output: {
          codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, test: ofFirstScreen }] },
        },
      },
    },
  },
})
