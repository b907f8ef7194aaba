import type { Diagnosis } from '../core/diagnosis.js';
import type { TelepadError } from '../core/errors.js';
import { version } from '../core/version.js';

/**
 * An error as text, to be sent to whoever can help. Error messages and findings hold no secrets, so this has none.
 * @param where the browser, as `navigator.userAgent`
 */
export function writeErrorReport(
  error: TelepadError,
  diagnosis: Diagnosis | undefined,
  when: Date,
  where: string,
): string {
  const lines = [
    `Telepad ${version}, ${when.toISOString()}`,
    where,
    `Error: ${error.code}`,
    error.message,
  ];
  if (diagnosis) {
    lines.push(`Verdict: ${diagnosis.verdict}`);
    if (diagnosis.advice) lines.push(`Advice: ${diagnosis.advice}`);
    for (const { check, status, message, advice } of diagnosis.findings)
      lines.push(`- ${check}: ${status}. ${message}${advice ? ` ${advice}` : ''}`);
  }
  return lines.join('\n');
}
