// Opens the console where there is no network: its own files, and nothing that a wallet system says.
const cacheName = "purser-VERSION";
const files = new Set(FILES);
const folder = "FOLDER";
const places = new Set(["", "merchant", "wallet", "crypto", "settings"]);

addEventListener("install", (event) => event.waitUntil(fill()));

// Files that the page asks for later join these. The worker waits for the last page of its forerunner, so no page
// loses the files it was built with.
async function fill() {
  const cache = await caches.open(cacheName);
  await cache.addAll([...files].map((file) => new Request(file, { cache: "no-cache" })));
}

addEventListener("activate", (event) => event.waitUntil(forget()));

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("purser-") && name !== cacheName).map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (places.has(pathname.split("/")[1])) event.respondWith(newest(request, "/"));
  } else if (pathname === "/config.json") {
    event.respondWith(newest(request, pathname));
  } else if (pathname.startsWith(folder)) {
    event.respondWith(kept(request, pathname, true));
  } else if (files.has(pathname)) {
    event.respondWith(kept(request, pathname, false));
  }
});

// What it is now, or else what went with the files.
async function newest(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    const known = await found(pathname);
    if (known) return known;
    throw error;
  }
}

// A file's name changes with what is in it.
async function kept(request, pathname, joins) {
  const known = await found(pathname);
  if (known) return known;
  const answer = await fetch(request);
  if (joins && answer.ok) {
    const cache = await caches.open(cacheName);
    await cache.put(pathname, answer.clone()).catch(() => undefined);
  }
  return answer;
}

async function found(pathname) {
  return (await caches.open(cacheName)).match(pathname, { ignoreVary: true });
}
