// Starts the program, and meanwhile fetches the parts that the opened address needs.
// The only script address that may be made here, and it is made once: whoever comes later makes none.
const worker = (() => {
  try {
    return globalThis.trustedTypes?.createPolicy("purser-worker", { createScriptURL: () => "/worker.js" }).createScriptURL("") ?? "/worker.js";
  } catch {
    return undefined; // A server that allows no policy gets no worker.
  }
})();
const parts = PARTS;
const opened = OPENED;
const here = `${location.pathname.replace(/\/+$/, "")}/`;
const begins = ([address]) => here.startsWith(address.replace("*", ""));
for (const href of (opened.find(begins)?.[1] ?? []).flatMap((part) => parts[part])) {
  const link = document.createElement("link");
  document.head.append(Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href }));
}
const { default: start } = await import("SCRIPT");
await start({ module_or_path: "MODULE" });
// Without it there is a console, only none where there is no network.
if (worker) navigator.serviceWorker?.register(worker).catch(() => undefined);
