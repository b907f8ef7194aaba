export { followLocation } from './follow-location.js';
export { playRoute } from './play-route.js';
