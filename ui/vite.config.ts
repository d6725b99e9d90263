import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The files are served from inside the application, so every address is relative.
  base: './',
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['es2021', 'safari15'],
    // Vite's own CSS minifier refuses a media query of govuk-frontend.
    cssMinify: 'esbuild',
    sourcemap: false,
    // The content security policy lets fonts come from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The second is what stands in the place of a screen that was hidden.
    rollupOptions: { input: ['index.html', 'cover.html'] },
  },
  server: { port: 1420, strictPort: true },
  clearScreen: false,
  // Without this vitest takes the server build of Svelte, which cannot mount anything.
  ...(process.env.VITEST ? { resolve: { conditions: ['browser'] } } : {}),
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    restoreMocks: true,
  },
});
