// Says when the first frame is on the screen, by the same sign as Waymark's own pages.
requestAnimationFrame(() => setTimeout(() => (document.title = 'Painted - Empty')));
