import {
  type Diagnosis,
  type DiagnosisCheck,
  diagnosisChecks,
  type Finding,
  type FindingDrafts,
} from './diagnosis.js';

/** Without these there is no session. */
const essentials: ReadonlySet<DiagnosisCheck> = new Set([
  'broker',
  'ticket',
  'signalling',
  'phone',
  'webrtc',
  'media-path',
  'codec',
]);

/** Puts what was found out in order, and says what it comes to. */
export function concludeDiagnosis(drafts: FindingDrafts): Diagnosis {
  const findings = diagnosisChecks.map(
    (check): Finding => ({
      check,
      ...(drafts[check] ?? { status: 'unknown', message: 'Not looked at.' }),
    }),
  );
  const first = (isEssential: boolean, ...statuses: Finding['status'][]) =>
    findings.find(
      ({ check, status }) => statuses.includes(status) && (!isEssential || essentials.has(check)),
    );
  const broken = first(true, 'failed');
  const weak = first(true, 'warning') ?? first(false, 'failed', 'warning');
  const worst = broken ?? weak;
  return {
    status: broken ? 'failed' : weak ? 'warning' : (first(false, 'ok')?.status ?? 'unknown'),
    verdict:
      broken?.message ??
      (weak
        ? `A session may work, but not all is well: ${weak.message.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())}`
        : 'Nothing was found that stands between this page and the phone.'),
    ...(worst?.advice !== undefined && { advice: worst.advice }),
    findings,
  };
}
