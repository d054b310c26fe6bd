/** What VS Code itself writes to the console in every run, here where nothing was compiled and no gallery is reached. */
const noise: readonly RegExp[] = [
  /^(Resolving|Resolved) connection token/,
  /^Creating a socket/,
  /^\[(reconnection-grace-time|AgentHost|AccountPolicyGate|Service Worker)/,
  /^Updating additional builtin extensions cache/,
  /Could not locate the bindings file[^]*spdlog/,
  /build\/Release\/watchdog/,
  /getaddrinfo ENOTFOUND/,
  /GalleryExtensions/,
  /^Timed out waiting for authentication provider/,
  /^No search provider registered/,
];

export function isNoise(line: string): boolean {
  return noise.some(pattern => pattern.test(line));
}
