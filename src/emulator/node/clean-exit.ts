let isInstalled = false;

/**
 * @roamhq/wrtc 0.10 crashes the process (SIGSEGV) when Node frees a video source in its own end, after the
 * last event; sources that were garbage collected before do no harm. Leaving through `process.exit` skips
 * that step, so from the first phone on the process leaves this way, with the exit code that it had.
 */
export function leaveProcessCleanly(): void {
  if (isInstalled) return;
  isInstalled = true;
  process.once('exit', (code) => process.exit(code));
}
