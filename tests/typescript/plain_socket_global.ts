// Gives Node before version 22 a WebSocket; for programs of users, which take
// that of the browser or of Node.
import { PlainSocket } from "./plain_socket";

Object.assign(globalThis, { WebSocket: PlainSocket });
