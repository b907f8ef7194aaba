import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { Site } from './harness/site.js';

/** What the server of a page does that has no Telepad broker: an STS token for one phone. */
async function stsToken({ emulator, secrets }: Site, phoneId: string): Promise<string> {
  const { token } = (await call(emulator, 'stsTokenByPadCode', { padCode: phoneId })) as {
    readonly token: string;
  };
  (secrets as Set<string>).add(token);
  return token;
}

/** A signed call of ArmCloud's API (signature V2.0). */
async function call({ clouds }: Site['emulator'], name: string, body: object): Promise<unknown> {
  const { baseUrl, credentials } = clouds.armcloud;
  const path = `/openapi/open/token/${name}`;
  const [text, timestamp] = [JSON.stringify(body), String(Date.now())];
  const hmac = createHmac('sha256', credentials.secretKey);
  const response = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authver: '2.0',
      'x-ak': credentials.accessKey,
      'x-timestamp': timestamp,
      'x-sign': hmac.update(`${timestamp}${path}${text}`).digest('hex'),
    },
    body: text,
  });
  const answer = (await response.json()) as { readonly code: number; readonly data: unknown };
  expect(answer.code).toBe(200);
  return answer.data;
}

interface Direct {
  readonly baseUrl: string;
  readonly token: string;
  readonly phoneId: string;
}

/** Connects by STS token and tells how that went: `live`, or the error's code. */
async function connectDirectly(page: Page, direct: Direct): Promise<string> {
  await page.waitForFunction(() => 'telepad' in window);
  return page.evaluate((options) => {
    const { armcloudTicketFromSts, connect } = window.telepad;
    const session = connect({
      ticket: (signal) => armcloudTicketFromSts({ ...options, userId: 'direct-1', signal }),
    });
    return new Promise<string>((resolve) => {
      session.on('live', () => resolve('live'));
      session.on('closed', ({ error }) => resolve(error?.code ?? 'closed'));
    });
  }, direct);
}

test('a page with an STS token opens its phone without a broker', async ({ page, phone, site }) => {
  const { baseUrl } = site.emulator.clouds.armcloud;
  const token = await stsToken(site, phone.phoneId);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') asked.push(new URL(request.url()).pathname);
  });
  await page.goto('/pages/api.html');
  expect(await connectDirectly(page, { baseUrl, token, phoneId: phone.phoneId })).toBe('live');
  expect(asked).toEqual(['/rtc/open/room/applyToken']);
  const uuid = await page.evaluate(() => localStorage.getItem('armcloud_uuid'));
  expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
});

test('a revoked STS token says that a fresh one is needed', async ({ page, phone, site }) => {
  const { baseUrl } = site.emulator.clouds.armcloud;
  const token = await stsToken(site, phone.phoneId);
  await call(site.emulator, 'clearStsToken', { token });
  await page.goto('/pages/api.html');
  const end = await connectDirectly(page, { baseUrl, token, phoneId: phone.phoneId });
  expect(end).toBe('vendor_credentials_rejected');
});

test('a page that may not even look at its storage opens its phone', async ({
  page,
  phone,
  site,
}) => {
  const { baseUrl } = site.emulator.clouds.armcloud;
  const token = await stsToken(site, phone.phoneId);
  // As in a sandboxed frame. A real one has an opaque origin, which Chromium keeps from loopback addresses.
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      },
    });
  });
  await page.goto('/pages/api.html');
  expect(await connectDirectly(page, { baseUrl, token, phoneId: phone.phoneId })).toBe('live');
});

test('a page with an STS token leads another phone without a broker', async ({
  openByApi,
  page,
  phone,
  otherPhone,
  site,
}) => {
  const shown = await (await openByApi()).live();
  const { phoneId } = otherPhone;
  const { baseUrl } = site.emulator.clouds.armcloud;
  const direct = { baseUrl, token: await stsToken(site, phoneId), userId: 'direct-1' };
  const followers = await page.evaluate(
    async ([direct, phoneId]) => {
      const features = await window.probe.get('phone').session.features();
      const group = await features.openGroup({
        phoneIds: [phoneId],
        ticket: (phoneIds, signal) =>
          window.telepad.armcloudGroupTicketFromSts({ ...direct, phoneIds, signal }),
      });
      return group.phoneIds;
    },
    [direct, phoneId] as const,
  );
  expect(followers).toEqual([phoneId]);
  await shown.openApp('clock');
  await expect.poll(() => otherPhone.state().app).toBe('clock');
  expect([phone, otherPhone].map((each) => each.state().violations)).toEqual([[], []]);
});
