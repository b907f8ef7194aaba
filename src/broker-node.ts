export {
  createDiskFileStore,
  type DiskFileStoreOptions,
} from './broker/node/create-disk-file-store.js';
export {
  createNodeListener,
  type NodeListener,
  type NodeListenerOptions,
  type NodeRequest,
} from './broker/node/listener.js';
export {
  createSignallingRelay,
  type NodeSignallingRelay,
} from './broker/node/relay/create-signalling-relay.js';
export type { RelayLimits } from './broker/node/relay/relay-limits.js';
export type { RelayEnd, RelayLogEntry, RelayRefusal } from './broker/node/relay/relay-log-entry.js';
export type { SignallingRelayOptions } from './broker/node/relay/relay-options.js';
export {
  type BrokerServer,
  type ServeBrokerOptions,
  serveBroker,
} from './broker/node/serve-broker.js';
