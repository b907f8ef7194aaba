import {
  type Affine,
  affineFromCorners,
  apply,
  type Fit,
  invert,
  isInside,
  multiply,
  type Placement,
  type Point,
  placeVideo,
  type Rotation,
  type Size,
  type SizedPoint,
  toContainerPoint,
  touchSpace,
} from '../core/geometry.js';

/** From where a pointer is on the page to where it is on the phone. */
export interface PointerMapping {
  /** Client px to device px. */
  readonly toDevice: Affine;
  /** The phone's screen, in device px. */
  readonly device: Size;
}

/** The picture in its view: where it is placed, and which place of the phone is where on the page. */
export interface Picture {
  /** Places the picture anew. Reads no layout. */
  place(container: Size | undefined, video: Size, rotation: Rotation, fit: Fit): void;
  /** The page moved under us: the mapping has to be measured before it is used again. */
  invalidate(): void;
  /**
   * Measures only when it must, unless `isFresh` is asked for. Undefined while there is no picture or the view
   * has no area.
   */
  mapping(isFresh: boolean, display: Size | undefined): PointerMapping | undefined;
  /** Undefined outside the picture. */
  devicePoint(client: Point, display: Size | undefined): SizedPoint | undefined;
  clientPoint(point: SizedPoint): Point | undefined;
}

const markerPlaces = [
  ['0', '0'],
  ['100%', '0'],
  ['0', '100%'],
] as const;

/**
 * Places `stage` in `root`, and adds three elements without size to `root`. Where the browser finds them tells how
 * `root` is transformed together with all its ancestors; the bounding box of a larger element would not, once it is
 * turned.
 */
export function createPicture(root: HTMLElement, stage: HTMLElement): Picture {
  const markers = markerPlaces.map(([left, top]) => {
    const marker = root.ownerDocument.createElement('i');
    marker.style.cssText = `position:absolute;left:${left};top:${top};width:0;height:0`;
    root.append(marker);
    return marker;
  });
  let placement: Placement | undefined;
  let cached: PointerMapping | undefined;

  /** View px to client px. */
  const measure = (container: Size) => {
    const [origin, topRight, bottomLeft] = markers.map((marker) => marker.getBoundingClientRect());
    return origin && topRight && bottomLeft
      ? affineFromCorners(container, origin, topRight, bottomLeft)
      : undefined;
  };

  const picture: Picture = {
    place(container, size, rotation, fit) {
      cached = undefined;
      placement = container && placeVideo({ container, video: size, rotation, fit });
      if (!placement) return;
      const { a, b, c, d, e, f } = placement.toContainer;
      // A transform and not a layout box: browsers round boxes to whole screen pixels, and turning needs it anyway.
      Object.assign(stage.style, {
        width: `${size.width}px`,
        height: `${size.height}px`,
        transform: `matrix(${[a, b, c, d, e, f]})`,
      });
    },
    invalidate() {
      cached = undefined;
    },
    mapping(isFresh, display) {
      if (!placement || (cached && !isFresh)) return cached;
      cached = undefined;
      const toClient = measure(placement.container);
      const toView = toClient && invert(toClient);
      if (!toView) return undefined;
      const { video: size, toVideo } = placement;
      const device = touchSpace(size, display);
      const scale = {
        a: device.width / size.width,
        b: 0,
        c: 0,
        d: device.height / size.height,
        e: 0,
        f: 0,
      };
      cached = { toDevice: multiply(scale, multiply(toVideo, toView)), device };
      return cached;
    },
    devicePoint(client, display) {
      const mapping = picture.mapping(true, display);
      if (!mapping) return undefined;
      const point = { ...apply(mapping.toDevice, client), ...mapping.device };
      return isInside(point) ? point : undefined;
    },
    clientPoint(point) {
      const toClient = placement && measure(placement.container);
      return placement && toClient && apply(toClient, toContainerPoint(placement, point));
    },
  };
  return picture;
}
