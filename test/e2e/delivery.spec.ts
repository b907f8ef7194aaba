import type { Page } from '@playwright/test';
import type { ControlMessage } from '../../src/core/control.js';
import { expect, impairableTest as test } from './fixtures.js';
import type { PhoneOnPage } from './harness/phone-page.js';

/** What reaches the phone, and what is told to be lost, when a connection breaks in the middle of typing. */

declare global {
  interface Window {
    /** What the session said in `lost`, each event in a line of its own; `closed` at its end. */
    reports: string[];
    /** How often the phone was asked for its screen. */
    questions: number;
  }
}

const text = (text: string) => ({ type: 'text', text }) as const;
const clipboard = (text: string) => ({ type: 'clipboard', text }) as const;
const key = (action: 'down' | 'up', keyCode: number) =>
  ({ type: 'key', action, keyCode, metaState: 0, repeat: false }) as const;

/** The phone may take as long as it wants to be reached again. */
const patient = { connect: { policy: { restartTimeoutMs: 60_000, repairTimeoutMs: 60_000 } } };

/** Opens Notes, and writes down what is lost from now on. */
async function openNotes(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await shown.openApp('notes');
  await expect.poll(() => shown.phone.state().isInputOpen).toBe(true);
  await shown.page.evaluate(async () => {
    const { session } = window.probe.get('phone');
    window.reports = [];
    session.on('lost', (messages) => {
      const inShort = (message: ControlMessage) =>
        message.type === 'key' ? `${message.action} ${message.keyCode}` : JSON.stringify(message);
      window.reports.push(messages.map(inShort).join(', '));
    });
    session.on('closed', () => window.reports.push('closed'));
    // What keeps it up has been loaded.
    await session.stats();
  });
}

/** The code of the error, or null. */
function send(page: Page, message: ControlMessage): Promise<string | null> {
  return page.evaluate((message) => {
    try {
      window.probe.get('phone').session.send(message);
      return null;
    } catch (error) {
      return window.probe.factsOf(error).code;
    }
  }, message);
}

const reports = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.reports);

const peers = (page: Page): Promise<number> => page.evaluate(() => window.probe.counts.peers);

test('text and the newest clipboard that were sent while the connection was down arrive once, in order', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi();
  await openNotes(shown);
  site.emulator.faults.cutMedia = true;
  await expect.poll(() => shown.state()).toBe('recovering');
  const sent = [text('one '), clipboard('old'), text('two '), clipboard('new'), text('three ')];
  for (const message of sent) expect(await send(page, message)).toBeNull();
  expect(await send(page, key('down', 66))).toBe('not_connected');
  await expect.poll(() => phone.state().text).toBe('');
  site.emulator.faults.cutMedia = false;
  await shown.liveAgain();
  expect(await send(page, text('four'))).toBeNull();
  await expect.poll(() => phone.state().text).toBe('one two three four');
  await expect.poll(() => phone.state().clipboard).toBe('new');
  expect(await reports(page)).toEqual(['down 66']);
});

test('text that was under way on a connection that lives again arrives once, and is not told to be lost', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi(patient);
  await openNotes(shown);
  site.emulator.faults.cutMedia = true;
  expect(await send(page, text('once'))).toBeNull();
  await expect.poll(() => shown.state()).toBe('recovering');
  site.emulator.faults.cutMedia = false;
  await shown.liveAgain();
  await expect.poll(() => phone.state().text).toBe('once');
  expect([await peers(page), await reports(page)]).toEqual([1, []]);
});

test('text that was under way on a connection that is given up is told to be lost, and not sent again', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  await page.addInitScript(() => {
    window.questions = 0;
    const { send } = RTCDataChannel.prototype;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: string) {
      if (data.includes('updateUiH5')) window.questions += 1;
      send.call(this, data as never);
    } as typeof send;
  });
  const shown = await openByApi();
  await openNotes(shown);
  const before = await page.evaluate(() => window.questions);
  expect(await send(page, text('safe '))).toBeNull();
  await expect.poll(() => phone.state().text).toBe('safe ');
  // The phone has been asked. Its answer, which proves it, comes before that to a question of the page.
  await expect.poll(() => page.evaluate(() => window.questions)).toBeGreaterThan(before);
  await page.evaluate(() => {
    const { session } = window.probe.get('phone');
    return new Promise((resolve) => {
      session.on('display', resolve);
      session.send({ type: 'query', about: 'display' });
    });
  });
  Object.assign(site.emulator.faults, { cutMedia: true, ignoreReoffers: true });
  expect(await send(page, text('gone '))).toBeNull();
  expect(await send(page, key('down', 67))).toBeNull();
  await expect.poll(() => shown.state()).toBe('recovering');
  expect(await send(page, text('kept '))).toBeNull();
  await expect.poll(() => reports(page), { timeout: 30_000 }).toHaveLength(1);
  Object.assign(site.emulator.faults, { cutMedia: false, ignoreReoffers: false });
  await shown.liveAgain();
  await expect.poll(() => phone.state().text).toBe('safe kept ');
  expect(await send(page, text('on'))).toBeNull();
  await expect.poll(() => phone.state().text).toBe('safe kept on');
  const [report] = await reports(page);
  expect(report).toMatch(/^\{"type":"text","text":"gone "\}, down 67(, up 67)?$/);
  expect(await reports(page)).toHaveLength(1);
  expect(await peers(page)).toBeGreaterThan(1);
});

test('what a page held down on the phone is released, also on the connection after one that is given up', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  // The page sends touches and keys by itself: no view releases them for it.
  const shown = await openByApi();
  await openNotes(shown);
  const finger = {
    type: 'touch',
    action: 'down',
    actionIndex: 0,
    pointers: [{ id: 0, x: 360, y: 20, pressure: 1 }],
    width: 720,
    height: 1280,
  } as const;
  await send(page, finger);
  await send(page, key('down', 21));
  await expect.poll(() => phone.state().fingersDown).toEqual([0]);
  await expect.poll(() => phone.state().keysDown).toEqual([21]);
  Object.assign(site.emulator.faults, { cutMedia: true, ignoreReoffers: true });
  await expect.poll(() => peers(page), { timeout: 30_000 }).toBeGreaterThan(1);
  Object.assign(site.emulator.faults, { cutMedia: false, ignoreReoffers: false });
  await shown.liveAgain();
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  await expect.poll(() => phone.state().keysDown).toEqual([]);
  expect(phone.state().violations).toEqual([]);
});

test('what a page held down is released before a phone hangs up for good', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await openByApi();
  await openNotes(shown);
  await send(page, key('down', 21));
  await expect.poll(() => phone.state().keysDown).toEqual([21]);
  await page.evaluate(() => window.probe.get('phone').session.close());
  await expect.poll(() => phone.state().keysDown).toEqual([]);
});

test('typing on a view while it reconnects: text arrives, keys are told to be lost', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi();
  await openNotes(shown);
  site.emulator.faults.cutMedia = true;
  await expect.poll(() => shown.state()).toBe('recovering');
  await page.keyboard.type('a b');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('c');
  site.emulator.faults.cutMedia = false;
  await shown.liveAgain();
  await expect.poll(() => phone.state().text).toBe('a bc');
  expect(await reports(page)).toEqual(['down 67', 'up 67']);
  await expect.poll(() => phone.state().keysDown).toEqual([]);
});

test('a session that ends while text waits says so before its end', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi();
  await openNotes(shown);
  site.emulator.faults.withholdOffer = true;
  phone.handle.kick();
  await expect.poll(() => shown.state()).toBe('recovering');
  expect(await send(page, text('too late'))).toBeNull();
  await page.evaluate(() => window.probe.get('phone').session.close());
  expect(await reports(page)).toEqual(['{"type":"text","text":"too late"}', 'closed']);
  await expect.poll(() => phone.state().text).toBe('');
});
