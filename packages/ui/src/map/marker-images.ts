import { AVAILABILITIES, type Availability } from '@peregrine/domain';
import type { Map as MapLibre } from 'maplibre-gl';
import type { MapColours } from './map-colours.ts';

const RATIO = 2;
const FRACTIONS = 8;

/** Power classes by size: AC, DC, high-power. */
const POWER_SIZES = { ac: 26, dc: 31, hpc: 37 } as const;
export type PowerClass = keyof typeof POWER_SIZES;
const CLUSTER_SIZES = { small: 46, medium: 54, large: 62 } as const;
export type ClusterSize = keyof typeof CLUSTER_SIZES;

export function powerClass(maxPowerW: number): PowerClass {
  if (maxPowerW >= 150_000) return 'hpc';
  return maxPowerW >= 50_000 ? 'dc' : 'ac';
}

export function clusterSize(evses: number): ClusterSize {
  if (evses >= 1_000) return 'large';
  return evses >= 100 ? 'medium' : 'small';
}

/** Width and height of a station's mark on the screen. */
export function stationPixels(maxPowerW: number): number {
  return POWER_SIZES[powerClass(maxPowerW)];
}

/** Width and height of a cluster's ring on the screen. */
export function clusterPixels(evses: number): number {
  return CLUSTER_SIZES[clusterSize(evses)];
}

export function stationImage(availability: Availability, maxPowerW: number): string {
  return `station-${availability}-${powerClass(maxPowerW)}`;
}

export function clusterImage(available: number, evses: number): string {
  const part = evses === 0 ? 0 : available / evses;
  // A single free one is never drawn as none, nor a single taken one as all free.
  const eighths = Math.round(part * FRACTIONS);
  const shown = part > 0 && part < 1 ? Math.min(FRACTIONS - 1, Math.max(1, eighths)) : eighths;
  return `cluster-${clusterSize(evses)}-${shown}`;
}

/** Draws all marks in the present colours and gives them to the map, replacing older ones. */
export function addMarkerImages(map: MapLibre, colours: MapColours): void {
  for (const availability of AVAILABILITIES) {
    for (const [name, size] of Object.entries(POWER_SIZES)) {
      const draw = (pen: CanvasRenderingContext2D) => drawStation(pen, availability, colours);
      put(map, `station-${availability}-${name}`, size, 24, draw);
    }
  }
  for (const [name, size] of Object.entries(CLUSTER_SIZES)) {
    for (let eighths = 0; eighths <= FRACTIONS; eighths += 1) {
      const draw = (pen: CanvasRenderingContext2D) => drawCluster(pen, size, eighths, colours);
      put(map, `cluster-${name}-${eighths}`, size, size, draw);
    }
  }
  put(map, 'selection', 70, 70, (pen) => ring(pen, 35, 32, 4, colours.brand));
  put(map, 'here', 24, 24, (pen) => {
    disc(pen, 12, 11, colours.surface);
    disc(pen, 12, 7.5, colours.brand);
  });
}

function put(
  map: MapLibre,
  name: string,
  size: number,
  box: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): void {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(size * RATIO);
  canvas.height = canvas.width;
  // Drawn in memory: reading back from the graphics card holds the page up, mark by mark.
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return;
  pen.scale(canvas.width / box, canvas.width / box);
  draw(pen);
  const image = pen.getImageData(0, 0, canvas.width, canvas.height);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, image, { pixelRatio: RATIO });
}

/** The shapes of `StatusMark`, with a rim that parts them from the map. */
function drawStation(
  pen: CanvasRenderingContext2D,
  availability: Availability,
  colours: MapColours,
): void {
  const colour = colours[availability];
  if (availability === 'out-of-order') {
    box(pen, 0, 24, 6, colours.surface);
    box(pen, 1.5, 21, 5, colour);
    pen.fillStyle = colours['on-status'];
    pen.fillRect(6, 10.3, 12, 3.4);
    return;
  }
  disc(pen, 12, 12, colours.surface);
  if (availability === 'available') {
    disc(pen, 12, 10.6, colour);
    pen.fillStyle = colours['on-status'];
    pen.fill(new Path2D('M13.2 4.5 7 13.4h4.3L10.6 19.5 17 10.4h-4.5z'));
  } else if (availability === 'unknown') {
    pen.setLineDash([4.4, 2.9]);
    ring(pen, 12, 9.3, 2.8, colour);
  } else {
    ring(pen, 12, 9.3, 2.8, colour);
    pen.fillStyle = colour;
    pen.strokeStyle = colour;
    pen.lineWidth = 2.4;
    if (availability === 'in-use') pen.fill(new Path2D('M12 4.8a7.2 7.2 0 0 1 0 14.4z'));
    else pen.stroke(new Path2D('M12 7v5.2l3.4 2'));
  }
}

function drawCluster(
  pen: CanvasRenderingContext2D,
  size: number,
  eighths: number,
  colours: MapColours,
): void {
  const middle = size / 2;
  disc(pen, middle, middle - 0.5, colours.surface);
  ring(pen, middle, middle - 4, 4.5, colours['map-border']);
  if (eighths === 0) return;
  const start = -Math.PI / 2;
  pen.beginPath();
  pen.arc(middle, middle, middle - 4, start, start + (eighths / FRACTIONS) * 2 * Math.PI);
  pen.strokeStyle = colours.available;
  pen.lineWidth = 4.5;
  pen.stroke();
}

function disc(pen: CanvasRenderingContext2D, middle: number, radius: number, colour: string) {
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

function ring(
  pen: CanvasRenderingContext2D,
  middle: number,
  radius: number,
  width: number,
  colour: string,
) {
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function box(
  pen: CanvasRenderingContext2D,
  at: number,
  size: number,
  corner: number,
  colour: string,
) {
  pen.beginPath();
  pen.roundRect(at, at, size, size, corner);
  pen.fillStyle = colour;
  pen.fill();
}
