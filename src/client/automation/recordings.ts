/** What an automation loads when it records or replays. */

export { readRecording } from './read-recording.js';
export { Recorder } from './recorder.js';
export { prepareReplay } from './replay.js';
