/** In ms. Much longer than anything takes that the binding's threads have on their way to ours. */
const lingerMs = 10_000;

const lingering = new Set<readonly object[]>();

/**
 * Keeps objects of @roamhq/wrtc from being collected for a while after they were stopped or closed. Its threads hand
 * pictures, sounds and events to ours by way of a queue, and look the objects up by their native address; one that is
 * collected meanwhile can take the process down (SIGSEGV, seen in about one of 1,600 tests, while a camera was received).
 */
export function linger(things: readonly object[]): void {
  lingering.add(things);
  setTimeout(() => lingering.delete(things), lingerMs).unref();
}
