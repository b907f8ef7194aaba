import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApps } from '../../../../../src/vendors/koophone/wire/app-list.js';
import { readAuthAnswer } from '../../../../../src/vendors/koophone/wire/auth-answer.js';
import { readEnvelope } from '../../../../../src/vendors/koophone/wire/envelope.js';
import { readTokenEnd } from '../../../../../src/vendors/koophone/wire/iam.js';
import { readOrdered, readSkus } from '../../../../../src/vendors/koophone/wire/orders.js';
import {
  readPhonePage,
  readStatusRows,
} from '../../../../../src/vendors/koophone/wire/phone-rows.js';
import {
  readPrepareAnswer,
  readProgressAnswer,
} from '../../../../../src/vendors/koophone/wire/prepare.js';
import {
  readCommandResults,
  readJobs,
  readTask,
} from '../../../../../src/vendors/koophone/wire/tasks.js';

/** The documented sample of `auth` (fact sheet 3.3), with values of our own. */
const sample = {
  streamingId: 'stream-1',
  device_token: '0123456789abcdef0123456789abcdef',
  resource: {
    device_id: 'fedcba9876543210fedcba9876543210',
    kp_id: 'abcd1234',
    rtc: {
      ice_signaling: {
        signaling_url: 'http://192.0.2.10:18082',
        expired_time: null,
        ice_servers: ['stun:192.0.2.11:3478'],
      },
    },
  },
};

describe('the answer to auth', () => {
  it('is read as documented', () => {
    expect(readAuthAnswer(sample)).toEqual({
      deviceToken: sample.device_token,
      deviceId: sample.resource.device_id,
      signallingUrl: 'http://192.0.2.10:18082',
      streamingId: 'stream-1',
      instanceId: 'abcd1234',
      iceServers: { servers: [{ urls: 'stun:192.0.2.11:3478' }], unusable: 0 },
    });
  });

  it('is read with the name that one sample misspells', () => {
    const rtc = { ice_signalling: sample.resource.rtc.ice_signaling, other: 7 };
    const answer = readAuthAnswer({ ...sample, resource: { ...sample.resource, rtc } });
    expect(answer).toMatchObject({ signallingUrl: 'http://192.0.2.10:18082' });
  });

  it('needs no streaming id and no instance', () => {
    const { kp_id: _, ...resource } = sample.resource;
    expect(readAuthAnswer({ ...sample, streamingId: null, resource })).toMatchObject({
      streamingId: undefined,
      instanceId: undefined,
    });
  });

  it.each([
    [null, 'device_token'],
    ['', 'device_token'],
    [{ ...sample, device_token: ' ' }, 'device_token'],
    [{ ...sample, device_token: 7 }, 'device_token'],
    [{ ...sample, resource: null }, 'device_id'],
    [{ ...sample, resource: { ...sample.resource, device_id: 'a&b=c' } }, 'device_id'],
    [{ ...sample, resource: { ...sample.resource, rtc: {} } }, 'signaling_url'],
    [{ ...sample, resource: { ...sample.resource, rtc: { ice_signaling: {} } } }, 'signaling_url'],
  ])('says what it lacks: %#', (data, missing) => {
    expect(readAuthAnswer(data)).toEqual({ missing });
  });
});

describe('the end of a token', () => {
  it.each([
    ['2026-01-03T03:04:05.123000Z', Date.UTC(2026, 0, 3, 3, 4, 5, 123)],
    ['2026-01-03T03:04:05Z', Date.UTC(2026, 0, 3, 3, 4, 5)],
    ['tomorrow', undefined],
    [7, undefined],
  ])('is %s', (expires_at, end) => {
    expect(readTokenEnd({ token: { expires_at } })).toBe(end);
  });
});

describe('any answer', () => {
  const names = fc.constantFrom(
    'error_code',
    'data',
    'result',
    'status_list',
    'status_results',
    'cmd_results',
    'cmd_jobs',
    'jobs',
    'instance_id',
    'task_id',
    'job_id',
    'status',
    'device_token',
    'resource',
    'rtc',
    'ice_signaling',
    'signaling_url',
    'ice_servers',
    'skuSpecResponseList',
    'skuResponses',
    'poolInfo',
    'aosp',
    'instanceInfos',
    'orderId',
    'app_pkg',
    'token',
    'expires_at',
    'running_status',
    'backup_status',
  );
  const { answer } = fc.letrec((tie) => ({
    answer: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, 0, -1, '0', 'x', true, 1e300, '__proto__'),
      fc.array(tie('answer'), { maxLength: 3 }),
      fc.dictionary(names, tie('answer'), { maxKeys: 6 }),
    ),
  }));

  it('is read without throwing', () => {
    fc.assert(
      fc.property(answer, (value) => {
        const envelope = readEnvelope(value);
        if (envelope) {
          readPhonePage(envelope);
          readApps(envelope);
        }
        readAuthAnswer(value);
        readTokenEnd(value);
        readSkus(value);
        readOrdered(value);
        readStatusRows(value);
        readPrepareAnswer(value, 'x');
        readProgressAnswer(value);
        readTask(value);
        readJobs(value);
        readCommandResults(value);
      }),
      { numRuns: 500 },
    );
  });
});
