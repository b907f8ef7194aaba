import { setMaxListeners } from 'node:events';
import { attachInput } from '../../../../src/client/input/attach-input.js';
import type { InputOptions } from '../../../../src/client/input/input-options.js';
import { attachMorePointer } from '../../../../src/client/input/more-pointer.js';
import { FakeRoot, FakeSession, inShort } from '../fake-page.js';

// Node warns of more than ten listeners on one signal; here they are meant.
setMaxListeners(60);

/** A view's input with all its parts, on a page of 360 × 640 px that shows a phone of 720 × 1280 px. */
export async function stageInput(options: InputOptions = {}, platform = 'Linux x86_64') {
  const session = new FakeSession();
  const root = new FakeRoot();
  root.window.navigator.platform = platform;
  const loaded = Promise.resolve({ attachMoreInput: attachMorePointer });
  const detach = attachInput(session.asSession(), root.asSurface(), options, () => loaded);
  await loaded;
  // The parts are attached when those who waited before have been told.
  await Promise.resolve();
  return { session, root, detach, look: () => inShort(session.sent) };
}
