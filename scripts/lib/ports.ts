/** Ports of this machine that nothing listens on. */
import { createServer } from 'node:net';

/** The first free port from `preferred` on, or any free one where none is preferred. */
export async function freePort(preferred = 0): Promise<number> {
  if (preferred === 0) return listen(0);
  for (let port = preferred; port < preferred + 100; port++) {
    try {
      return await listen(port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  return listen(0);
}

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No port was given'));
        else resolve(address.port);
      });
    });
  });
}
