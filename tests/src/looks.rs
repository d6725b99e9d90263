//! How a screen looks: its theme, its size, a picture of it, and what axe and a narrow window find.

use crate::Desk;
use crate::desk::{LOOK, PATIENCE, quoted};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// The themes that look different, as the page's root element names them: *as the system* is one of them.
pub const THEMES: [&str; 3] = ["light", "dark", "contrast"];

/// The narrowest window, in CSS pixels: that of WCAG 2.2 (1.4.10), which is 1280 pixels at 400%.
pub const NARROWEST: u32 = 320;

/// The size of the window in a journey, in pixels.
const WINDOW: (u32, u32) = (1100, 740);

/// The rules of axe that depend on colours.
const OF_COLOURS: &str =
    "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }";

/// The same where every letter has to stand out by 7:1.
const OF_HIGH_CONTRAST: &str = "{ runOnly: { type: 'rule', values: [\
     'color-contrast', 'color-contrast-enhanced', 'link-in-text-block'] } }";

/// Every rule of WCAG 2.2 AA, and what is good practice besides.
const EVERY_RULE: &str = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', \
     'best-practice'] }";

/// The driver takes its picture with the next frame, and of a page that stands still none may ever come: so
/// a speck that nobody sees changes its size until the picture is there.
const KEEP_PAINTING: &str = "
    const speck = document.createElement('div');
    speck.id = 'painting';
    speck.style.cssText = 'position: fixed; top: 0; left: 0; width: 1px; height: 1px;'
      + 'opacity: 0.01; background: currentcolor; pointer-events: none';
    document.body.append(speck);
    let wide = false;
    window.painting = setInterval(() => {
      wide = !wide;
      speck.style.width = wide ? '2px' : '1px';
    }, 30);";

/// Puts what does not fit into the width of the window in words: what sticks out, and what is cut off. A
/// table may be wider than the page, in a box that scrolls alone.
const STICKING_OUT: &str = "
    const root = document.documentElement;
    const width = root.clientWidth;
    const found = [];
    if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide`);
    const named = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} `
      + `«${(e.textContent ?? '').trim().replace(/\\s+/g, ' ').slice(0, 60)}»`;
    const hidden = (e) => e.closest('.govuk-visually-hidden, .govuk-skip-link') !== null;
    const within = (e) => {
      for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    for (const e of document.body.querySelectorAll('*')) {
      if (hidden(e)) continue;
      const box = e.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const sideways = getComputedStyle(e).overflowX;
      if ((box.right > width + 0.5 || box.left < -0.5) && !within(e)) {
        found.push(`${named(e)} reaches from ${box.left} to ${box.right}`);
      }
      // What is typed may be longer than its field; all else that is cut off cannot be read.
      if (sideways !== 'visible' && e.scrollWidth > e.clientWidth + 1
          && !e.matches('input, textarea, select') && !e.querySelector('table')) {
        found.push(`${named(e)} is cut off: ${e.scrollWidth} in ${e.clientWidth}`);
      }
    }
    return [innerWidth, found];";

impl Desk {
    /// Shows this page in a theme, as the screens do when somebody chooses it. Nothing is kept.
    pub async fn in_theme(&self, theme: &str) {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        let ran = self.client.execute(script, vec![json!(theme)]).await;
        ran.expect("the script runs");
    }

    /// Chooses the size of text, in percent, past the screens. The theme becomes that of the system.
    pub async fn text_size(&self, percent: u32) {
        let script = "const done = arguments[arguments.length - 1];
            const display = { theme: 'system', text_size: String(arguments[0]) };
            window.__TAURI_INTERNALS__.invoke('save_display', { display })
              .then(() => done(true), () => done(false))";
        let answer = self.client.execute_async(script, vec![json!(percent)]);
        assert_eq!(answer.await.expect("the script runs"), json!(true));
    }

    /// Presses a button or a link by its words and by the keyboard: on a page whose text has another size
    /// the driver's pointer misses.
    ///
    /// # Panics
    /// When there is no such thing.
    pub async fn press_by_key(&self, words: &str) {
        let words = quoted(words);
        let path = format!("//button[normalize-space()={words}] | //a[normalize-space()={words}]");
        let element = self.find(&path).await;
        let element = serde_json::to_value(element).expect("an element can be named");
        let focus = self.client.execute("arguments[0].focus()", vec![element]);
        focus.await.expect("the script runs");
        self.press_keys("\u{e007}").await;
    }

    /// The theme that the page is in by its root element, and the colour behind it.
    pub async fn theme(&self) -> (String, String) {
        let script = "return [document.documentElement.dataset.theme ?? '',
            getComputedStyle(document.body).backgroundColor]";
        let answer = self.client.execute(script, vec![]).await;
        let (theme, colour) = serde_json::from_value(answer.expect("the script runs"))
            .expect("the script gives two texts");
        (theme, colour)
    }

    /// The width of the window in CSS pixels.
    pub async fn width(&self) -> u32 {
        self.number("return innerWidth").await
    }

    /// Waits until the window is so many CSS pixels wide.
    pub async fn becomes_wide(&self, width: u32) {
        let end = Instant::now() + PATIENCE;
        while self.width().await != width {
            assert!(Instant::now() < end, "the window is not {width} wide");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// The height of the whole page in CSS pixels, to take long pages in one picture.
    pub async fn page_height(&self) -> u32 {
        self.number("return document.documentElement.scrollHeight")
            .await
    }

    async fn number(&self, script: &str) -> u32 {
        let answer = self.client.execute(script, vec![]).await;
        let number = answer.ok().and_then(|answer| answer.as_u64());
        number
            .and_then(|number| u32::try_from(number).ok())
            .expect("a page has a size")
    }

    /// Sets the size of the window, in pixels, and waits until the page has it.
    ///
    /// # Panics
    /// When it does not get it.
    pub async fn resize(&self, width: u32, height: u32) {
        self.resize_at(100, width, height).await;
    }

    /// The same for a page whose text has another size, in percent.
    ///
    /// # Panics
    /// When the page does not get its size.
    pub async fn resize_at(&self, percent: u32, width: u32, height: u32) {
        let _ = self.client.set_window_size(width, height).await;
        let wanted = [width, height].map(|pixels| pixels * 100 / percent);
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = self
                .client
                .execute("return [innerWidth, innerHeight]", vec![]);
            let size: [u32; 2] = serde_json::from_value(answer.await.expect("the script runs"))
                .expect("a page has a size");
            // Halves of a pixel may go either way.
            if size
                .iter()
                .zip(wanted)
                .all(|(is, wanted)| is.abs_diff(wanted) <= 1)
            {
                return;
            }
            assert!(
                Instant::now() < end,
                "the page is {size:?} and not {wanted:?}"
            );
            tokio::time::sleep(LOOK).await;
        }
    }

    /// A picture of the window.
    ///
    /// # Panics
    /// When there is none.
    pub async fn picture(&self) -> Vec<u8> {
        self.run(KEEP_PAINTING).await;
        let picture = self.client.screenshot().await;
        self.run("clearInterval(window.painting); document.getElementById('painting').remove()")
            .await;
        picture.expect("the window has a picture")
    }

    /// Faults that axe finds on this page by WCAG 2.2 AA, one line each.
    pub async fn axe(&self) -> Vec<String> {
        self.axe_by(EVERY_RULE).await
    }

    /// The same in every theme. What has nothing to do with colours is looked at in the first alone.
    pub async fn axe_in_every_theme(&self) -> Vec<String> {
        let (before, _) = self.theme().await;
        let mut faults = Vec::new();
        for (theme, rules) in THEMES
            .iter()
            .zip([EVERY_RULE, OF_COLOURS, OF_HIGH_CONTRAST])
        {
            self.in_theme(theme).await;
            let found = self.axe_by(rules).await;
            faults.extend(found.into_iter().map(|fault| format!("{theme}: {fault}")));
        }
        self.in_theme(&before).await;
        faults
    }

    async fn axe_by(&self, rules: &str) -> Vec<String> {
        let there = self
            .client
            .execute("return typeof axe === 'object'", vec![]);
        if there.await.expect("the script runs") != json!(true) {
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../ui/node_modules/axe-core/axe.min.js");
            let axe =
                std::fs::read_to_string(file).expect("axe-core is installed with the screens");
            // A script of the driver has a scope of its own.
            let axe = format!("{axe}; window.axe = axe;");
            self.client.execute(&axe, vec![]).await.expect("axe loads");
        }
        let run = format!(
            "const done = arguments[arguments.length - 1];
            axe.run(document, {rules})
              .then((r) => done(r.violations.flatMap((v) => v.nodes.map(
                (n) => v.id + ': ' + n.target.join(' ') + ' ' + (n.failureSummary ?? '')))))
              .catch((e) => done(['axe failed: ' + e]));"
        );
        let faults = self.client.execute_async(&run, vec![]).await;
        let Value::Array(faults) = faults.expect("axe runs") else {
            panic!("axe answers with a list");
        };
        faults.into_iter().map(|fault| fault.to_string()).collect()
    }

    /// What does not fit into a window as narrow as WCAG 2.2 asks for, one line each. The window is then
    /// as wide again as it is by itself.
    ///
    /// # Panics
    /// When the window does not become so narrow: then nothing was looked at.
    pub async fn sticks_out(&self) -> Vec<String> {
        self.resize(NARROWEST, WINDOW.1).await;
        let answer = self.client.execute(STICKING_OUT, vec![]).await;
        let (width, found): (u32, Vec<String>) =
            serde_json::from_value(answer.expect("the script runs")).expect("a width and a list");
        assert_eq!(
            width, NARROWEST,
            "the window is not as narrow as it has to be"
        );
        self.resize(WINDOW.0, WINDOW.1).await;
        found
    }
}
