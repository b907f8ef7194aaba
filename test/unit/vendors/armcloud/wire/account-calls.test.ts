import { describe, expect, it } from 'vitest';
import {
  type AccountCallName,
  accountCallPath,
  accountCalls,
} from '../../../../../src/vendors/armcloud/wire/account-calls.js';

const names = Object.keys(accountCalls) as AccountCallName[];

describe('the path of a call', () => {
  it.each([
    ['batchApplyToken', '/rtc/open/room/batchApplyToken', 'batchApplyToken'],
    ['shareApplyToken', '/rtc/open/room/share/applyToken', 'shareApplyToken'],
    ['dissolveRoom', '/rtc/open/room/dissolveRoom', 'dissolveRoom'],
    ['stsToken', '/openapi/open/token/stsToken', 'stsToken'],
    [
      'clearStsTokenByPadCode',
      '/openapi/open/token/clearStsTokenByPadCode',
      'clearStsTokenByPadCode',
    ],
    ['padDetails', '/openapi/open/pad/padDetails', 'padDetails'],
    ['proxySet', '/openapi/open/network/proxy/set', 'setProxy'],
    ['uploadFile', '/openapi/open/pad/v2/uploadFile', 'uploadFileV3'],
    ['fileCache', '/file-center/open/file/cache', 'fileCache'],
    ['padTaskDetail', '/task-center/open/task/padTaskDetail', 'padTaskDetail'],
    ['selectList', '/openapi/open/config/selectList', 'selectList'],
  ] as const)('%s is known to each brand', (name, own, last) => {
    expect(accountCallPath('armcloud', name)).toBe(own);
    expect(accountCallPath('vmos', name)).toBe(`/vcpcloud/api/padApi/${last}`);
    expect(accountCallPath('vsphone', name)).toBe(`/vsphone/api/padApi/${last}`);
  });

  it.each(['armcloud', 'vmos', 'vsphone'] as const)('is no other call’s, for %s', (brand) => {
    const paths = names.map((name) => accountCallPath(brand, name));
    expect(new Set(paths).size).toBe(names.length);
    for (const path of paths) expect(path).toMatch(/^(\/[\w-]+)+$/);
  });
});

it('Only what changes nothing counts as a question that may be shared', () => {
  expect(names.filter((name) => accountCalls[name].effect === 'none').sort()).toEqual([
    'appOperateInfo',
    'executeScriptInfo',
    'fileTaskDetail',
    'infos',
    'modelInfo',
    'padDetails',
    'padExecuteTaskInfo',
    'padProperties',
    'padTaskDetail',
    'screenshotInfo',
    'selectCallback',
    'selectList',
  ]);
});
