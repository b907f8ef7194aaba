/** What `diagnose()` and `session.diagnose()` load: one file for both. */
export { diagnosePage } from './diagnose-page.js';
export { diagnoseSession } from './diagnose-session.js';
