import { describe, expect, it } from 'vitest';
import { readRouteFile, type XmlElement } from '../../../src/core/route-file.js';

/** An element as a DOM has it; text instead of children for those that hold only text. */
function xml(
  localName: string,
  attributes: Readonly<Record<string, string>> = {},
  content: readonly XmlElement[] | string = [],
): XmlElement {
  const isText = typeof content === 'string';
  return {
    localName,
    textContent: isText ? content : content.map(({ textContent }) => textContent).join(''),
    children: isText ? [] : content,
    getAttribute: (name) => attributes[name] ?? null,
  };
}

const gpxPoint = (name: string, lat: string, lon: string, time?: string) =>
  xml(name, { lat, lon }, time === undefined ? [] : [xml('ele', {}, '30'), xml('time', {}, time)]);

describe('a GPX file', () => {
  it('gives the points of all its tracks in order, with their times', () => {
    const root = xml('gpx', {}, [
      gpxPoint('wpt', '9', '9'),
      xml('trk', {}, [
        xml('trkseg', {}, [
          gpxPoint('trkpt', '1', '2', '2030-01-01T00:00:00Z'),
          gpxPoint('trkpt', '-1.5', '2.25', ' 2030-01-01T00:00:10Z\n'),
        ]),
        xml('trkseg', {}, [gpxPoint('trkpt', '3', '4', '2030-01-01T00:00:30Z')]),
      ]),
    ]);
    expect(readRouteFile(root)).toEqual([
      { latitude: 1, longitude: 2, timeMs: 1_893_456_000_000 },
      { latitude: -1.5, longitude: 2.25, timeMs: 1_893_456_010_000 },
      { latitude: 3, longitude: 4, timeMs: 1_893_456_030_000 },
    ]);
  });

  it('gives its routes where it has no track, and its waypoints where it has neither', () => {
    const route = xml('rte', {}, [gpxPoint('rtept', '1', '1'), gpxPoint('rtept', '2', '2')]);
    expect(readRouteFile(xml('gpx', {}, [gpxPoint('wpt', '9', '9'), route]))).toHaveLength(2);
    expect(readRouteFile(xml('gpx', {}, [gpxPoint('wpt', '9', '9')]))).toEqual([
      { latitude: 9, longitude: 9 },
    ]);
    expect(readRouteFile(xml('gpx'))).toEqual([]);
  });

  it('loses points that are nowhere, or whose time goes back', () => {
    const root = xml('gpx', {}, [
      gpxPoint('trkpt', '1', '1', '2030-01-01T00:00:10Z'),
      gpxPoint('trkpt', '91', '1', '2030-01-01T00:00:11Z'),
      gpxPoint('trkpt', '', '1', '2030-01-01T00:00:11Z'),
      gpxPoint('trkpt', 'north', '1', '2030-01-01T00:00:11Z'),
      xml('trkpt', { lat: '1' }),
      gpxPoint('trkpt', '2', '2', '2030-01-01T00:00:09Z'),
      gpxPoint('trkpt', '3', '3', '2030-01-01T00:00:20Z'),
    ]);
    expect(readRouteFile(root)?.map(({ latitude }) => latitude)).toEqual([1, 3]);
  });

  it('has no times unless all its points have one', () => {
    const root = xml('gpx', {}, [
      gpxPoint('trkpt', '1', '1', '2030-01-01T00:00:10Z'),
      gpxPoint('trkpt', '2', '2', 'noon'),
    ]);
    expect(readRouteFile(root)).toEqual([
      { latitude: 1, longitude: 1 },
      { latitude: 2, longitude: 2 },
    ]);
  });

  it('may be nested deeper than any stack', () => {
    let inner: XmlElement = { ...xml('x'), children: [gpxPoint('trkpt', '1', '1')] };
    for (let depth = 0; depth < 50_000; depth += 1) inner = { ...xml('x'), children: [inner] };
    expect(readRouteFile({ ...xml('gpx'), children: [inner] })).toHaveLength(1);
  });
});

describe('a KML file', () => {
  it('gives its tracks with their times', () => {
    const root = xml('kml', {}, [
      xml('Track', {}, [
        xml('when', {}, '2030-01-01T00:00:00Z'),
        xml('when', {}, '2030-01-01T00:01:00Z'),
        xml('coord', {}, '2.3 48.8 35'),
        xml('coord', {}, '2.4 48.9 35'),
      ]),
      xml('LineString', {}, [xml('coordinates', {}, '9,9')]),
    ]);
    expect(readRouteFile(root)).toEqual([
      { latitude: 48.8, longitude: 2.3, timeMs: 1_893_456_000_000 },
      { latitude: 48.9, longitude: 2.4, timeMs: 1_893_456_060_000 },
    ]);
  });

  it('gives its lines where it has no track', () => {
    const root = xml('kml', {}, [
      xml('LineString', {}, [xml('coordinates', {}, '\n 2.3,48.8,0\n 2.4,48.9,0 nonsense\n')]),
    ]);
    expect(readRouteFile(root)).toEqual([
      { latitude: 48.8, longitude: 2.3 },
      { latitude: 48.9, longitude: 2.4 },
    ]);
    expect(readRouteFile(xml('kml'))).toEqual([]);
  });
});

it('another kind of file is none', () => {
  expect(readRouteFile(xml('svg'))).toBeUndefined();
});
