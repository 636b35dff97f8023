/** @file The only place that loads onnxruntime-node: with its telemetry off. */
import { createRequire } from 'node:module';
import type * as OnnxRuntime from 'onnxruntime-node';

/**
 * [Note: No telemetry]
 * Since 1.29 ONNX Runtime's Linux builds report to its maker when a session is created (names and hashes of the model, a
 * device id kept under ~/.cache), unless this variable is set before its library is loaded; on Windows the same goes through the
 * system's own events. `require` and not `import`: imports of packages run before any line of a bundle. A test looks for what
 * the library leaves behind.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';

const runtime = createRequire(import.meta.url)('onnxruntime-node') as typeof OnnxRuntime;

export const { InferenceSession, Tensor, env, listSupportedBackends } = runtime;
export type InferenceSession = OnnxRuntime.InferenceSession;
