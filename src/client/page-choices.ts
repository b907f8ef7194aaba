/**
 * What the page has chosen by itself, through the session's features: its upkeep then leaves that alone. One object
 * for a session, shared by both.
 */
export interface PageChoices {
  /** The wished jitter buffer target in ms; null or absent lets the upkeep choose. */
  jitterTargetMs?: number | null;
  /** True once the page has set a quality. */
  hasQuality?: boolean;
}
