import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The one place where the version stands. */
const version = /^version = "(.+)"$/m.exec(readFileSync('../Cargo.toml', 'utf8'))?.[1];
if (!version) throw new Error('Cargo.toml names no version');

interface Listed {
  name: string;
  from: string;
}

/** Stops the build when a package of npm ends up in what ships whose licence is not in the app. */
const everyLicence: Plugin = {
  name: 'every-licence',
  generateBundle(_options, bundle) {
    const parts = JSON.parse(readFileSync('../assets/licences/parts.json', 'utf8')) as Listed[];
    const listed = new Set(parts.filter((part) => part.from === 'npm').map((part) => part.name));
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const [id, module] of Object.entries(chunk.modules)) {
        const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];
        if (name && module.renderedLength > 0 && !listed.has(name)) {
          this.error(`${name} ships, and its licence is not in assets/licences`);
        }
      }
    }
  },
};

/** Has what the first screen needs read together with what asks for it, and not after that was read. */
const readAhead: Plugin = {
  name: 'read-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {}, filename }) {
      if (!filename.endsWith('index.html')) return;
      const ahead = new Set<string>();
      const add = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || chunk.isEntry || ahead.has(name)) return;
        ahead.add(name);
        chunk.imports.forEach(add);
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith('/src/start.ts')) {
          add(chunk.fileName);
        }
      }
      return [...ahead].map((name) => ({
        tag: 'link',
        injectTo: 'head',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
      }));
    },
  },
};

export default defineConfig({
  // The files are served from inside the application, so every address is relative.
  base: './',
  plugins: [svelte(), everyLicence, readAhead],
  define: {
    __WAYMARK_VERSION__: JSON.stringify(version),
    __WAYMARK_COMMIT__: JSON.stringify(process.env.WAYMARK_COMMIT ?? ''),
  },
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
