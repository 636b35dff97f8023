/** @file A camera in the drawn world: where a point of the world is seen. Metres: x to the right, z away from the camera, height above the ground. */

export interface Camera {
  readonly name: string;
  /** Size of the upright picture. */
  readonly width: number;
  readonly height: number;
  /** Focal length in pixels. */
  readonly focal: number;
  /** Metres above the ground. */
  readonly above: number;
  /** Radians downwards. */
  readonly tilt: number;
}

/** Pixels, and the distance along the camera's axis in metres; null where it is not in front of the camera. */
export function see(camera: Camera, x: number, height: number, z: number): { readonly x: number; readonly y: number; readonly distance: number } | null {
  const down = camera.above - height;
  const distance = z * Math.cos(camera.tilt) + down * Math.sin(camera.tilt);
  if (distance < 0.15) return null;
  const low = down * Math.cos(camera.tilt) - z * Math.sin(camera.tilt);
  return { x: camera.width / 2 + (camera.focal * x) / distance, y: camera.height / 2 + (camera.focal * low) / distance, distance };
}
