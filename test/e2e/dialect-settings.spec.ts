import { expect, test } from './fixtures.js';
import { fingersOn } from './harness/fingers.js';

test('a phone that wants the vendor’s own gestures, answer and keys is obeyed', async ({
  openByApi,
  phone,
  site,
}) => {
  const ticket = await site.issueTicket('controller', phone.phoneId);
  const dialect = {
    answerKey: 'answer',
    pointerActions: 'vendor',
    keystroke: 'down-up',
    metaKeys: 'general',
  };
  const shown = await (await openByApi({ rawTicket: { ...ticket, dialect } })).live();
  await shown.openApp('paint');
  const before = phone.state().touches.length;
  const fingers = await fingersOn(shown);
  await fingers.put(4, { x: 200, y: 400 });
  await fingers.put(7, { x: 500, y: 400 });
  await fingers.move(4, { x: 200, y: 700 });
  await fingers.lift(4);
  await fingers.move(7, { x: 400, y: 900 });
  await fingers.lift(7);
  // The lift of the first finger is not told, so it goes up with the last one.
  await expect
    .poll(() => phone.edges(before))
    .toEqual(['down 0 of 0', 'pointer-down 1 of 0,1', 'up 0 of 0,1']);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  const { strokes } = phone.state();
  expect(strokes.map(({ points }) => Math.round(points.at(-1)?.y ?? 0))).toEqual([700, 900]);
  await shown.page.evaluate((name) => {
    const { androidKeys, pressKey } = window.telepad;
    pressKey(window.probe.get(name).session, androidKeys.HOME);
  }, shown.name);
  await expect.poll(() => phone.state().app).toBe('home');
});
