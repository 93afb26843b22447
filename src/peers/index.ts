export { findPeers } from './peers'
