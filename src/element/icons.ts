const SVG = 'http://www.w3.org/2000/svg';

/** Stroked paths on a 24 × 24 grid. */
const paths = {
  back: ['M15 5 7 12l8 7z'],
  home: ['M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13z'],
  recents: ['M6.5 6.5h11v11h-11z'],
  'volume-down': ['M4 9.5v5h3.5L12 18V6L7.5 9.5z', 'M16 12h5'],
  'volume-up': ['M4 9.5v5h3.5L12 18V6L7.5 9.5z', 'M16 12h5M18.5 9.5v5'],
  power: ['M12 3.5v8', 'M7 6.6a7.5 7.5 0 1 0 10 0'],
  rotate: ['M19.5 12a7.5 7.5 0 1 1-2.6-5.7', 'M19.5 3v4.5H15'],
  sound: ['M4 9.5v5h3.5L12 18V6L7.5 9.5z', 'M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11'],
  'sound-off': ['M4 9.5v5h3.5L12 18V6L7.5 9.5z', 'M16 9.5l5 5M21 9.5l-5 5'],
  'enter-fullscreen': ['M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15'],
  'leave-fullscreen': ['M9 4.5V9H4.5M19.5 9H15V4.5M15 19.5V15h4.5M4.5 15H9v4.5'],
  copy: ['M9 8h10v12H9z', 'M15 8V4H5v12h4'],
  paste: ['M6 5h12v15H6z', 'M9 3.5h6V7H9zM12 17v-6M9.5 13.5 12 11l2.5 2.5'],
  more: ['M5.5 12h.01M12 12h.01M18.5 12h.01'],
  phone: ['M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z', 'M11 18h2'],
  alert: ['M12 4 2.8 19.5h18.4z', 'M12 10v4.5M12 17h.01'],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof paths;

/** Draws an icon into `svg`, in place of the one that is there. @param icon its name, or the paths of another */
export function drawIcon(svg: SVGElement, icon: IconName | readonly string[]): void {
  svg.replaceChildren(
    ...(typeof icon === 'string' ? paths[icon] : icon).map((d) => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', d);
      return path;
    }),
  );
}

/** An icon in the colour of the text around it. Built node by node: pages may forbid `innerHTML`. */
export function createIcon(icon: IconName | readonly string[]): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  drawIcon(svg, icon);
  return svg;
}
