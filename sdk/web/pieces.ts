// What the interpreter lacks of the web platform. A bundle gets those that its code names: src/bundler/web-pieces.ts.
export { AbortController, AbortSignal } from './abort-controller.ts';
export { Blob, File } from './blob.ts';
export { CustomEvent, Event, EventTarget, reportError } from './event-target.ts';
export { fetch } from './fetch.ts';
export { FormData } from './form-data.ts';
export { Request } from './request.ts';
export { Response } from './response.ts';
export { ByteLengthQueuingStrategy, CountQueuingStrategy } from './streams/queuing.ts';
export { ReadableStreamDefaultController } from './streams/readable-core.ts';
export { ReadableStream, ReadableStreamDefaultReader } from './streams/readable-stream.ts';
export { TextDecoderStream, TextEncoderStream } from './streams/text-streams.ts';
export { TransformStream, TransformStreamDefaultController } from './streams/transform-stream.ts';
export { WritableStreamDefaultController } from './streams/writable-core.ts';
export { WritableStream, WritableStreamDefaultWriter } from './streams/writable-stream.ts';
export { clearInterval, clearTimeout, setInterval, setTimeout } from './timers.ts';
