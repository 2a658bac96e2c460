/** One attempt of a component to get out of its frame: the body of an async function, and what it must end with. */
export type Attempt = readonly [what: string, code: string, result: RegExp];

// Nobody listens there, and a request that left would be seen as another error than the one of the policy.
const AWAY = 'http://127.0.0.1:1/';
const SECURITY = /^SecurityError/;

/** Attempts that the browser itself must stop. */
export const ATTEMPTS: readonly Attempt[] = [
  ['read the page', 'return parent.parent.document.title', SECURITY],
  ['read the page at the top', 'return top.document.body.innerHTML', SECURITY],
  ['read the guard around it', 'return parent.document.title', SECURITY],
  ['read the address of the page', 'return top.location.href', SECURITY],
  ['call a function of the page', 'return top.page.unmount()', SECURITY],
  ['read cookies', 'return document.cookie', SECURITY],
  ['write cookies', 'document.cookie = "a=b"; return "written"', SECURITY],
  ['read localStorage', 'return localStorage.getItem("session")', SECURITY],
  ['read sessionStorage', 'return sessionStorage.length', SECURITY],
  ['open a database', 'return indexedDB.open("a").readyState', SECURITY],
  ['have the origin of the page', 'return origin', /^null$/],
  ['navigate the page', `top.location = "${AWAY}"; return "navigated"`, SECURITY],
  ['navigate the guard', `parent.location = "${AWAY}"; return "navigated"`, SECURITY],
  ['open a window', `return window.open("${AWAY}")`, /^null$/],
  ['open a window by a link', `const a = document.createElement("a"); a.href = "${AWAY}"; a.target = "_blank"; document.body.append(a); a.click(); return "clicked"`, /^clicked$/],
  ['ask with a dialog', 'return prompt("password?")', /^null$/],
  ['fetch', `return (await fetch("${AWAY}")).status`, /^TypeError/],
  ['fetch from the host', 'return (await fetch("/plugin-ui/list", { method: "POST" })).status', /^TypeError/],
  ['send a request the old way', `return await new Promise((end) => { const r = new XMLHttpRequest(); r.onerror = () => end("refused"); r.onload = () => end("sent"); r.open("GET", "${AWAY}"); r.send(); })`, /^refused$/],
  ['open a web socket', 'return await new Promise((end) => { const s = new WebSocket("ws://127.0.0.1:1/"); s.onerror = () => end("refused"); s.onopen = () => end("opened"); })', /^SecurityError|^refused$/],
  ['load a picture', `return await new Promise((end) => { const i = new Image(); i.onerror = () => end("refused"); i.onload = () => end("loaded"); i.src = "${AWAY}"; })`, /^refused$/],
  ['load a script', `return await new Promise((end) => { const s = document.createElement("script"); s.onerror = () => end("refused"); s.onload = () => end("loaded"); s.src = "/page.js"; document.body.append(s); })`, /^refused$/],
  ['load a style', `return await new Promise((end) => { const l = document.createElement("link"); l.rel = "stylesheet"; l.onerror = () => end("refused"); l.onload = () => end("loaded"); l.href = "/page.css"; document.head.append(l); })`, /^refused$/],
  ['show a page of the host inside of itself', 'return await new Promise((end) => { const f = document.createElement("iframe"); f.src = "/"; f.onload = () => { try { end(f.contentDocument.title); } catch (error) { end(error.name); } }; document.body.append(f); setTimeout(() => end("nothing"), 500); })', /^SecurityError|^TypeError|^nothing/],
  ['start a worker', 'return await new Promise((end) => { const w = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); w.onerror = () => end("refused"); w.onmessage = () => end("started"); })', /^SecurityError|^refused$/],
  ['start a service worker', 'return await navigator.serviceWorker.register("/page.js")', /^SecurityError|^TypeError/],
  ['run code from a text', 'return (0, eval)("1 + 1")', /^EvalError/],
  ['make a function of a text', 'return new Function("return 1")()', /^EvalError/],
  ['run a timer of text', 'setTimeout("document.title = \'ran\'"); await new Promise((end) => setTimeout(end, 50)); return document.title', /^$|^EvalError/],
  ['add a script', 'const s = document.createElement("script"); s.textContent = "document.title = \'ran\'"; document.body.append(s); return document.title', /^$/],
  ['add an event handler as text', 'const p = document.createElement("p"); p.setAttribute("onclick", "document.title = \'ran\'"); document.body.append(p); p.click(); return document.title', /^$/],
  ['follow a javascript: link', 'const a = document.createElement("a"); a.href = "javascript:document.title = \'ran\'"; document.body.append(a); a.click(); await new Promise((end) => setTimeout(end, 100)); return document.title', /^$/],
  ['use WebRTC, which no policy covers', 'return [typeof RTCPeerConnection, typeof webkitRTCPeerConnection].join()', /^undefined,undefined$/],
  ['use WebRTC of a frame inside', 'const f = document.createElement("iframe"); document.body.append(f); return typeof f.contentWindow.RTCPeerConnection', SECURITY],
  ['run its own code in a frame inside, without the guard of scripts', 'return await new Promise((end) => { addEventListener("message", (event) => { if (event.data?.rtc) end(event.data.rtc); }); const f = document.createElement("iframe"); f.srcdoc = "<script>parent.postMessage({ rtc: typeof RTCPeerConnection }, \'*\')</scr" + "ipt>"; document.body.append(f); setTimeout(() => end("did not run"), 500); })', /^did not run$/],
  ['look through the camera', 'return await navigator.mediaDevices.getUserMedia({ video: true })', /^NotAllowedError|^TypeError|^NotFoundError/],
  ['read the clipboard', 'return await navigator.clipboard.readText()', /^NotAllowedError|^TypeError/],
  ['fill the screen', 'return await document.documentElement.requestFullscreen()', /^TypeError|^NotAllowedError/],
];
