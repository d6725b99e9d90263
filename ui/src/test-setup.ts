import { afterEach } from 'vitest';
import { cleanup } from '@testing-library/svelte';

afterEach(() => {
  cleanup();
});

// jsdom has no layout, so nothing scrolls and nothing changes its size. In the real window it does.
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
globalThis.ResizeObserver = class {
  observe(): void {
    // Nothing will ever change its size here.
  }
  unobserve(): void {
    // See above.
  }
  disconnect(): void {
    // See above.
  }
};

// axe measures icon fonts by drawing them; there are none, and jsdom draws nothing.
HTMLCanvasElement.prototype.getContext = () => null;
