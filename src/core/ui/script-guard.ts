/**
 * What every script of a plugin begins with.
 *
 * Content security policies say nothing about WebRTC, which could carry data out: its constructors go before the first
 * line of a plugin runs. The policy allows a script by the hash of its whole text, so that no realm of the frame can run
 * a plugin's code without this part of it.
 */
export const SCRIPT_GUARD = 'for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel"]) delete globalThis[name];\n';
