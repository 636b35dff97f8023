/** @file What a footage file may be: container formats that are accepted, and texts that only point at other files. Pure. */

/**
 * ffmpeg's demuxer names. A seized file is hostile: every format that opens further files or addresses (concat, hls, dash, sdp, image2,
 * rtsp ...) is left out, which `protocol_whitelist` alone does not achieve.
 */
export const acceptedFormats = [
  'mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2', 'matroska', 'webm', 'avi', 'mpegts', 'mpeg', 'mpegvideo', 'h264', 'hevc', 'm4v', 'mjpeg', 'gif',
  'flv', 'asf', 'dhav', 'mxf', 'ivf', 'ogg',
] as const;

/** Largest coded picture: 8192 x 8192, four times 8K UHD (7680 x 4320); its RGB form is 201 MB. */
export const maximumPixels = 8192 * 8192;

/** Whether these first bytes are a play list or another text that refers to further files. */
export function refersElsewhere(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 512)).replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  return /^(?:#EXTM3U|ffconcat version|\[playlist\]|\[reference\]|v=0\r?\n|<\?xml|<asx|<smil|<MPD|file\s+['"./\w])/i.test(text);
}
