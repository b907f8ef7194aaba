import { expect, test } from './fixtures.js';

test('a sound that the browser holds back asks for a tap, and the next one on the phone starts it', async ({
  openElement,
  page,
}) => {
  // As a browser does whose user has not touched the page yet; the test's own flags would let it play.
  await page.addInitScript(() => {
    let hasBeenTouched = false;
    addEventListener(
      'pointerdown',
      () => {
        hasBeenTouched = true;
      },
      { capture: true },
    );
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function (): Promise<void> {
      if (this.muted || hasBeenTouched) return play.call(this);
      return Promise.reject(new DOMException('No gesture yet.', 'NotAllowedError'));
    };
    addEventListener('telepad-needs-tap', (event) => {
      document.title = `needs a tap for ${(event as CustomEvent<{ kind: string }>).detail.kind}`;
    });
  });
  const shown = await (await openElement()).live();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'tap');
  await expect(shown.button('Tap to turn sound on')).toBeVisible();
  expect(await page.title()).toBe('needs a tap for audio');
  await shown.openApp('clock');
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  const isPlaying = await page.evaluate(() => {
    const audio = document.querySelector('telepad-phone')?.view?.root.querySelector('audio');
    return audio?.paused === false;
  });
  expect(isPlaying).toBe(true);
});
