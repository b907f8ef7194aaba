export {
  createNodeListener,
  type NodeListener,
  type NodeListenerOptions,
  type NodeRequest,
} from './broker/node/listener.js';
export {
  type BrokerServer,
  type ServeBrokerOptions,
  serveBroker,
} from './broker/node/serve-broker.js';
