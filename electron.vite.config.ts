import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname

/**
 * Three bundles. Main is one minified module with the provider SDKs as chunks of their own, loaded
 * on first use; better-sqlite3 stays outside because it is native. Preload must be CommonJS: a
 * sandboxed preload cannot be a module.
 */
export default defineConfig({
  main: {
    /** The list of prices is read five times as fast as JSON than as a literal of the program. */
    json: { stringify: true },
    build: {
      outDir: 'out/main',
      minify: true,
      externalizeDeps: true,
      rollupOptions: {
        input: {
          main: resolve(root, 'main/main.ts'),
          'count-worker': resolve(root, 'main/estimate/count-worker.ts'),
        },
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
    plugins: [react(), tailwindcss(), preloadFont()],
    worker: { format: 'es' },
    build: {
      outDir: resolve(root, 'out/renderer'),
      /** The oldest Chromium it runs in: Electron 33, where a newer one cannot be had. */
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: { index: resolve(root, 'renderer/index.html') },
        /** Each file of its own costs the start a round trip through the main process. */
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
})

/** The letters of the first screen travel beside its script, so that it is laid out once. */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => /inter-latin-opsz-normal.*\.woff2$/u.test(name))
          .map((name) => ({
            tag: 'link',
            injectTo: 'head-prepend',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: '',
              href: `./${name}`,
            },
          })),
    },
  }
}
