/** Stroked paths on a 24 × 24 grid, as in icons.ts. */
export const moreIcons = {
  keyboard: ['M3 6.5h18v11H3z', 'M6.5 10h.01M10.2 10h.01M13.8 10h.01M17.5 10h.01M8 14h8'],
  screenshot: [
    'M4.5 8V4.5H8M16 4.5h3.5V8M19.5 16v3.5H16M8 19.5H4.5V16',
    'M12 8v7.5M9 12.8l3 3 3-3',
  ],
  'copy-screenshot': ['M9 9h11v11H9z', 'M15 9V4H4v11h5', 'M12 17l2-2.4 1.2 1.2 2-2.3'],
  record: ['M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15z', 'M12 10a2 2 0 1 0 0 4 2 2 0 1 0 0-4z'],
  'picture-in-picture': ['M3.5 5.5h17v13h-17z', 'M12.5 12h5v3.5h-5z'],
  files: ['M12 15V4.5M8 8.5l4-4 4 4', 'M4.5 14.5v5h15v-5'],
  camera: ['M3 7h12v10H3z', 'M15 11l6-3.5v9L15 13z'],
  microphone: [
    'M12 3.5a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.5z',
    'M6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  ],
} as const satisfies Record<string, readonly string[]>;
