import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { refuseUpgrade } from '../../../../../src/broker/node/relay/upgrade-request.js';

it('survives a far end that hangs up before it is refused, as anybody may on any path', async () => {
  const socket = new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      done(new Error('write ECONNRESET'));
    },
  });
  // Without a listener for the error this would end the process, in a test as in a server.
  const gone = new Promise((resolve) => socket.once('close', resolve));
  refuseUpgrade(socket, 404);
  await gone;
  expect(socket.destroyed).toBe(true);
});
