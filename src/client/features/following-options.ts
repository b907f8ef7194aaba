import type { TelepadError } from '../../core/errors.js';
import type { Rotation } from '../../core/geometry.js';
import type { Place, RoutePoint } from '../../core/route.js';

export interface DeviceMotionOptions {
  /** How often the phone's sensors are told, at most, in Hz: 1 to 100. @default 30 */
  readonly rateHz?: number;
  /**
   * `screen`: what is up on the picture is up for the phone's apps, however the page's own screen is turned. `device`:
   * the phone is turned as this device is, and turns its own picture if its automatic rotation is on. @default 'screen'
   */
  readonly axes?: 'screen' | 'device';
  /** For `screen`: the view that shows the phone, if its `rotation` may be other than 0. */
  readonly view?: { readonly rotation: Rotation };
  /**
   * For `screen`: how many degrees the phone is turned (as Android's `Surface.ROTATION_90`, `ROTATION_270`) while its
   * picture lies on its side. The vendors do not tell; assumed. @default 90
   */
  readonly landscape?: 90 | 270;
  /**
   * Whether the phone's `acceleration` has gravity in it, as Android's TYPE_ACCELEROMETER. The vendor does not say;
   * assumed, because a phone at rest that feels none is in free fall. @default true
   */
  readonly includesGravity?: boolean;
  /** Whether this browser tells accelerations upside down. By default Safari's engine does. */
  readonly isInverted?: boolean;
  /** Gives the start up, or stops it when it runs. */
  readonly signal?: AbortSignal;
}

export interface LocationFollowOptions {
  /** Whether the browser shall use its best means, such as GPS. @default true */
  readonly isAccurate?: boolean;
  /** Moves shorter than this are not sent, in m: 0 to 100,000. @default 1 */
  readonly minDistanceMeters?: number;
  /** Ms between two locations at least, 100 to 600,000. @default 1000 */
  readonly minIntervalMs?: number;
  /** Ms that the first location may take, 1 to 600,000; the user's answer to the browser's question is in it. @default 60000 */
  readonly timeoutMs?: number;
  /** Gives the start up, or stops it when it runs. */
  readonly signal?: AbortSignal;
  /** Each location that the phone is told. */
  readonly onPosition?: (place: Place) => void;
  /**
   * What went wrong after the first location: `permission_denied` ends it, `media_device_failed` may pass by itself.
   */
  readonly onError?: (error: TelepadError) => void;
}

export interface RouteOptions {
  /** How many times faster than its own times, or than `metersPerSecond`: 0.01 to 1000. @default 1 */
  readonly speed?: number;
  /** 0.01 to 100,000. By default the route's own times; where not all points have one, 1.4: somebody walks. */
  readonly metersPerSecond?: number;
  /** Begins anew at the end. @default false */
  readonly loop?: boolean;
  /** Ms between two locations, 50 to 60,000. @default 1000 */
  readonly updateIntervalMs?: number;
  /** Gives the start up, or stops it while it plays. */
  readonly signal?: AbortSignal;
  /** Each location of the route, also while there is no phone to tell it. */
  readonly onPosition?: (position: RoutePosition) => void;
}

/** Where a route is. */
export interface RoutePosition extends Place {
  /** 0 at the route's beginning, 1 at its end. */
  readonly progress: number;
}

/** Why a route plays no more. `replaced`: another source of locations, or `setLocation`, came after it. */
export type RouteEnd = 'finished' | 'stopped' | 'replaced' | 'closed';

/** A route that plays. */
export interface RoutePlayback {
  readonly state: 'playing' | 'paused' | 'ended';
  readonly position: RoutePosition;
  /** Of the route, in ms of its own time (at `speed` 1). */
  readonly durationMs: number;
  readonly meters: number;
  /** The phone stays where it is. Safe to call when it is paused or has ended. */
  pause(): void;
  /** Goes on from there. Safe to call when it plays or has ended. */
  resume(): void;
  /** The phone stays where it is. Safe to call twice. */
  stop(): void;
  /** Resolves when it plays no more; never rejects. */
  readonly ended: Promise<RouteEnd>;
}

/** GPX or KML, as text or as a file, or a list of places. */
export type RouteSource = string | Blob | readonly RoutePoint[];

/** Movement and location that come from this device, or from a route. */
export interface FollowingFeatures {
  /**
   * Gives the phone this device's movements: gyroscope, gravity and acceleration. Only while the session is live and
   * the page is seen; readings that find the channel full are left out. It ends with the session; another call takes
   * its place.
   *
   * On iPhones and iPads the browser asks its user, and only in a click: have `features` at hand and call this first
   * thing in the click's listener.
   * @returns stops it; resolves when the first reading has come
   * @throws TelepadError `permission_denied`, `media_device_failed` where the device has no such sensors, `not_supported`
   * by this browser, `argument_invalid`, `watch_only`, `session_closed`, `aborted`, `vendor_load_failed`
   */
  followDeviceMotion(options?: DeviceMotionOptions): Promise<() => void>;
  /**
   * Tells the phone where this device is, and wherever it moves to, until the session ends. The last source of locations
   * wins: another call, `playRoute` and `setLocation` end it.
   * @returns stops it; resolves when the first location has come
   * @throws TelepadError `permission_denied`, `media_device_failed` when the location cannot be found, `not_supported` by
   * this browser or page, `argument_invalid`, `watch_only`, `session_closed`, `aborted`, also when another source took its
   * place, `vendor_load_failed`
   */
  followLocation(options?: LocationFollowOptions): Promise<() => void>;
  /**
   * Moves the phone along a route: between its points on the shortest way. A GPX file's tracks count, without them its
   * routes, without those its waypoints; of a KML file its `gx:Track`s, without them its `LineString`s. Up to 20 million
   * characters and 200,000 points. The last source of locations wins, as for `followLocation`.
   * @throws TelepadError `argument_invalid` names what is wrong with the route; `watch_only`, `session_closed`, `aborted`,
   * `vendor_load_failed`
   */
  playRoute(route: RouteSource, options?: RouteOptions): Promise<RoutePlayback>;
}
