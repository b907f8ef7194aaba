import { expect, it } from 'vitest';
import { ConnectionCount } from '../../../../../src/broker/node/relay/connection-count.js';

it('a connection that ended twice has ended once', () => {
  const count = new ConnectionCount({ maxConnections: 2, maxConnectionsPerUser: 2 });
  const end = count.take('a');
  count.take('b');
  end?.();
  end?.();
  expect([count.take('a'), count.take('a')]).toEqual([expect.any(Function), undefined]);
});
