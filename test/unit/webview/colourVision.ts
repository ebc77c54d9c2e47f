import type { Rgb } from '../../../webview/scale';

type Matrix = readonly (readonly [number, number, number])[];

/**
 * What is left of a colour without one kind of cone, on linear sRGB: Machado, Oliveira and Fernandes, “A
 * Physiologically-based Model for Simulation of Color Vision Deficiency”, IEEE TVCG 15(6), 2009, severity 1.0.
 */
const MACHADO: Readonly<Record<'protanopia' | 'deuteranopia' | 'tritanopia', Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const UNCHANGED: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Eyes that see a colour, each given as what they make of linear sRGB. */
export const EYES = Object.entries({ 'full colour vision': UNCHANGED, ...MACHADO });

/** CIE L*a*b*, white point D65. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** How eyes see an sRGB colour, channels 0..255. */
export function seenBy(eyes: Matrix, colour: Rgb): Lab {
  const light = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red, green, blue] = eyes.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, i) => sum + weight * (light[i] ?? 0), 0),
      ),
    ),
  ) as [number, number, number];
  const x = cubeRoot((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = cubeRoot(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = cubeRoot((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function cubeRoot(share: number): number {
  return share > (6 / 29) ** 3 ? Math.cbrt(share) : share / (3 * (6 / 29) ** 2) + 4 / 29;
}

/** CIE 1976 difference. */
export function difference(one: Lab, other: Lab): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/**
 * The CIE 1976 difference that is just noticed between colours that touch: Mahy, Van Eycken and Oosterlinck, “Evaluation
 * of Uniform Color Spaces Developed after the Adoption of CIELAB and CIELUV”, Color Research & Application 19(2), 1994.
 */
export const JUST_NOTICED = 2.3;
