import { expect, it, vi } from 'vitest';
import { createLogWriter } from '../../../src/broker/log-writer.js';

it('gives the log each entry at once', () => {
  const log = vi.fn();
  createLogWriter(log)('entry');
  expect(log.mock.calls).toEqual([['entry']]);
});

it('needs no log', () => {
  expect(createLogWriter(undefined)('entry')).toBe(undefined);
});

it('survives a log that throws, or that fails later', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const throwing = () => {
    throw new Error('the disk is full');
  };
  createLogWriter(throwing)('entry');
  createLogWriter(async () => throwing())('entry');
  // Node tells of rejections after the microtasks of a turn.
  await new Promise((next) => setImmediate(next));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
