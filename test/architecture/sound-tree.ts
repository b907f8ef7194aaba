/** A small tree that keeps every rule; each test plants its one violation in it. */
export const soundTree = {
  'src/index.ts':
    "import { clientVendors } from './vendors/clients.js';\nimport { connect } from './client/connect.js';\nexport const go = () => connect(clientVendors);\n",
  'src/element.ts': "import { define } from './element/tag.js';\ndefine();\n",
  'src/broker.ts': "export { broke } from './broker/broke.js';\n",
  'src/broker-node.ts': "export { listen } from './broker/node/listen.js';\n",
  'src/emulator.ts': "export { emulate } from './emulator/node/emulate.js';\n",
  'src/core/errors.ts': 'export class Failure extends Error {}\n',
  'src/core/limits.ts':
    'const cache = new Map<string, number>();\nexport const read = cache.get;\n',
  'src/client/connect.ts':
    "import type { Failure } from '../core/errors.js';\nexport const connect = (_: object): Failure | null => null;\n",
  'src/client/peer.ts': "import SimplePeer from 'simple-peer';\nexport const Peer = SimplePeer;\n",
  'src/client/emitter.ts': "export { EventEmitter } from 'eventemitter3';\n",
  'src/element/tag.ts':
    "import { connect } from '../client/connect.js';\nexport function define(): void { customElements.define('a-b', HTMLElement); connect({}); }\n",
  'src/broker/broke.ts': 'export const broke = () => fetch;\n',
  'src/broker/node/listen.ts':
    "import { createServer } from 'node:http';\nimport { broke } from '../broke.js';\nexport const listen = () => createServer(broke);\n",
  'src/emulator/world.ts': 'export interface World { readonly name: string }\n',
  'src/emulator/node/emulate.ts':
    "import { WebSocketServer } from 'ws';\nimport type { World } from '../world.js';\nexport const emulate = (_: World) => new WebSocketServer();\n",
  'src/vendors/clients.ts':
    "export const clientVendors = { armcloud: () => import('./armcloud/client/dialect.js') };\n",
  'src/vendors/brokers.ts': "export { tickets } from './armcloud/broker/tickets.js';\n",
  'src/vendors/emulators.ts': "export { cloud } from './armcloud/emulator/node/cloud.js';\n",
  'src/vendors/armcloud/wire/seal.ts': 'export const seal = 1;\n',
  'src/vendors/armcloud/client/dialect.ts':
    "import { seal } from '../wire/seal.js';\nexport const dialect = seal;\n",
  'src/vendors/armcloud/broker/aes-gcm.ts': "export { gcm } from '@noble/ciphers/aes.js';\n",
  'src/vendors/armcloud/broker/tickets.ts':
    "import { seal } from '../wire/seal.js';\nexport const tickets = seal;\n",
  'src/vendors/armcloud/emulator/node/cloud.ts':
    "import { createHmac } from 'node:crypto';\nexport const cloud = createHmac;\n",
  'src/vendors/koophone/wire/frame.ts': 'export const frame = 1;\n',
};
