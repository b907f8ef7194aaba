/** How long the last news of a subject is remembered, in ms. */
const windowMs = 10 * 60_000;

/** Most subjects that are remembered; the oldest go first. */
const maxSubjects = 10_000;

/** Tells whether a subject's news is the same as its last, within ten minutes. */
export function createRepeatFilter(
  now: () => number,
): (subject: string, content: string) => boolean {
  const lastBySubject = new Map<string, { readonly content: string; readonly at: number }>();
  return (subject, content) => {
    const at = now();
    const last = lastBySubject.get(subject);
    // Either way: a clock that was set back must not keep news away for as long.
    const isRepeated = last?.content === content && Math.abs(at - last.at) < windowMs;
    // Removed first, so that the map stays in the order of its times.
    lastBySubject.delete(subject);
    lastBySubject.set(subject, { content, at: isRepeated ? last.at : at });
    for (const [oldest] of lastBySubject) {
      if (lastBySubject.size <= maxSubjects) break;
      lastBySubject.delete(oldest);
    }
    return isRepeated;
  };
}
