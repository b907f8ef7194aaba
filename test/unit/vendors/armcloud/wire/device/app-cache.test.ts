import { expect, it } from 'vitest';
import {
  appCacheBody,
  readCachedApps,
} from '../../../../../../src/vendors/armcloud/wire/device/app-cache.js';

it('Apps are fetched with the vendor’s names, and what is not known is left out', () => {
  const apps = [{ url: 'https://x.test/a.apk', packageName: 'com.demo' }];
  expect(JSON.stringify(appCacheBody(apps))).toBe(
    '{"parse":true,"apps":[{"url":"https://x.test/a.apk","pkgName":"com.demo"}]}',
  );
});

it('Only rows with a task and an app count', () => {
  const rows = [{ taskId: 1, appId: 2 }, { taskId: 'x', appId: 3 }, { taskId: 4 }, null];
  expect(readCachedApps(rows)).toEqual([{ taskId: '1', appId: '2' }]);
  expect(readCachedApps(null)).toEqual([]);
});
