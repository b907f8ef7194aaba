import { describe, expect, it } from 'vitest';
import { layoutPlayer } from '../../../src/element/player-layout.js';

const portrait = { width: 720, height: 1280 };
const landscape = { width: 1280, height: 720 };
const withToolbar = { hasToolbar: true, keepsShape: true };

describe('the layout of the player', () => {
  it('gives the picture the whole box when there is no toolbar', () => {
    const layout = layoutPlayer({ width: 360, height: 640 }, portrait, {
      hasToolbar: false,
      keepsShape: true,
    });
    expect(layout.stage).toEqual({ width: 360, height: 640 });
  });

  it('puts the toolbar beside a tall picture in a wide box', () => {
    expect(layoutPlayer({ width: 1000, height: 640 }, portrait, withToolbar)).toEqual({
      toolbarSide: 'side',
      toolbarLength: 640,
      stage: { width: 360, height: 640 },
    });
  });

  it('puts the toolbar under the picture in a narrow box', () => {
    expect(layoutPlayer({ width: 360, height: 696 }, portrait, withToolbar)).toEqual({
      toolbarSide: 'bottom',
      toolbarLength: 360,
      stage: { width: 360, height: 640 },
    });
  });

  it('puts the toolbar under a wide picture in a box of its shape or taller', () => {
    expect(layoutPlayer({ width: 640, height: 800 }, landscape, withToolbar)).toEqual({
      toolbarSide: 'bottom',
      toolbarLength: 640,
      stage: { width: 640, height: 360 },
    });
  });

  it('leaves all the room to a picture that is cropped or stretched', () => {
    const layout = layoutPlayer({ width: 1000, height: 640 }, portrait, {
      hasToolbar: true,
      keepsShape: false,
    });
    expect(layout).toEqual({
      toolbarSide: 'side',
      toolbarLength: 640,
      stage: { width: 944, height: 640 },
    });
  });

  it('never asks for a negative size', () => {
    const { stage } = layoutPlayer({ width: 20, height: 20 }, portrait, withToolbar);
    expect(stage).toEqual({ width: 0, height: 0 });
  });

  it('leaves room for the phone that is drawn around the picture', () => {
    const { stage } = layoutPlayer({ width: 360, height: 720 }, portrait, {
      ...withToolbar,
      hasFrame: true,
    });
    expect(stage).toEqual({ width: 336, height: (336 * 16) / 9 });
  });

  it('puts a toolbar of the page’s own under the picture, as high as it is', () => {
    expect(
      layoutPlayer({ width: 1000, height: 740 }, portrait, {
        ...withToolbar,
        ownToolbarHeight: 92,
      }),
    ).toEqual({
      toolbarSide: 'bottom',
      toolbarLength: 1000,
      stage: { width: 360, height: 640 },
    });
  });
});
