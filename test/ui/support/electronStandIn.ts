/**
 * @file A stand-in for the `electron` module where its binary is not: the built main process runs in plain Node, its window is a page in
 * Chromium, preload runs in that page, utility processes are Node's. Loaded with `node --import` before main. It cannot show isolation, menus or dialogs
 * of the system. STANDIN_BROWSER: Chromium's program. STANDIN_FOLDER: what the folder dialog answers. Prints JSON lines; reads orders from its parent.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright';

const self = import.meta.url;
registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: self, shortCircuit: true } : next(specifier, context)) });

type Listener = (...values: unknown[]) => unknown;
let browser: Browser;
const handlers = new Map<string, Listener>();
const schemes = new Map<string, (request: Request) => Response | Promise<Response>>();
/** Everything that main asked Electron for, so that a test can see what was hardened. */
const asked: string[] = [];
/** What a person answers to the next questions of the system; the default where none is left. */
const answers: number[] = [];
const say = (line: unknown): void => void process.send?.(line);

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  getVersion: () => '0',
  setAboutPanelOptions: () => undefined,
  async whenReady() {
    browser = await chromium.launch({ executablePath: process.env['STANDIN_BROWSER'] ?? '', args: ['--no-sandbox'] });
  },
  quit: () => void browser.close().then(() => process.exit(0)),
  requestSingleInstanceLock: () => true,
});
export const ipcMain = Object.assign(new EventEmitter(), { handle: (channel: string, handler: Listener) => void handlers.set(channel, handler) });
export const powerMonitor = new EventEmitter();
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] };
export const protocol = {
  registerSchemesAsPrivileged: (list: readonly { scheme: string }[]) => void asked.push(...list.map(({ scheme }) => `scheme ${scheme}`)),
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => void schemes.set(scheme, handler),
};
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: (contents: null, permission: string, answer: (granted: boolean) => void) => void) =>
      ['media', 'clipboard-sanitized-write'].forEach((permission) => handler(null, permission, (granted) => void asked.push(`asks ${permission} ${granted}`))),
    setPermissionCheckHandler: (handler: (contents: null, permission: string) => boolean) =>
      ['clipboard-read', 'clipboard-sanitized-write'].forEach((permission) => void asked.push(`checks ${permission} ${handler(null, permission)}`)),
    setDevicePermissionHandler: (handler: () => boolean) => void asked.push(`device ${handler()}`),
  }),
};
export const dialog = {
  showOpenDialog: async ({ properties }: { properties: readonly string[] }) => {
    say({ dialog: properties });
    return { canceled: false, filePaths: [process.env['STANDIN_FOLDER']] };
  },
  showMessageBox: async (_window: unknown, { message, defaultId, buttons }: { message: string; defaultId?: number; buttons: readonly string[] }) => {
    const response = answers.shift() ?? defaultId ?? 0;
    say({ question: [message, buttons[response]] });
    return { response };
  },
};

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly submenu?: readonly MenuItem[];
}
export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (template: readonly MenuItem[]) => {
    say({ menu: template.map(({ label, submenu }) => [label, ...(submenu ?? []).flatMap((item) => item.role ?? (item.accelerator ? `${item.label}: ${item.accelerator}${item.registerAccelerator === false ? ' (the page’s)' : ''}` : []))]) });
  },
};

/** The child's end is what Electron gives it: a parent port. */
const parentPort = 'data:text/javascript,process.parentPort={postMessage:(m)=>process.send(m),on:(_,l)=>process.on("message",(data)=>l({data}))}';
export const utilityProcess = {
  fork: (entry: string, args: readonly string[], options: { serviceName: string }) => {
    say({ started: options.serviceName });
    const child = fork(entry, args, { execArgv: ['--import', parentPort], serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    return Object.assign(child, { postMessage: (message: object) => child.connected && child.send(message) });
  },
};

/** Puts preload into the page: what it exposes, the two ends of IPC, and files that lie where the test says (`window.__paths`, by name). */
function pageScript(preload: string): string {
  return `(() => { if (window.top !== window) return; const listeners = {};
    window.__emit = (channel, values) => (listeners[channel] ?? []).forEach((listener) => listener({}, ...values));
    const electron = { contextBridge: { exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }) },
      webUtils: { getPathForFile: (file) => window.__paths?.[file.name] ?? '' },
      ipcRenderer: { invoke: (channel, ...values) => window.__toMain('invoke', channel, values), send: (channel, ...values) => void window.__toMain('send', channel, values),
        on: (channel, listener) => { (listeners[channel] ??= []).push(listener); } } };
    const require = (name) => { if (name !== 'electron') throw new Error('a sandboxed preload cannot load ' + name); return electron; };
    ((require) => { ${preload} })(require); })()`;
}

interface Options {
  readonly webPreferences: { preload: string } & Record<string, unknown>;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: EventEmitter & { mainFrame: { url: string }; reload(): void; setWindowOpenHandler(handler: () => { action: string }): void };
  readonly #options: Options;
  #page: Page | undefined;

  constructor(options: Options) {
    super();
    this.#options = options;
    this.webContents = Object.assign(new EventEmitter(), {
      mainFrame: { url: '' },
      isDestroyed: () => this.#page?.isClosed() ?? true,
      reload: () => void this.#page?.reload().then(() => say({ reloaded: true })),
      send: (channel: string, ...values: unknown[]) => void this.#page?.evaluate(([name, list]) => (window as unknown as { __emit: Listener }).__emit(name, list), [channel, values] as const),
      setWindowOpenHandler: (handler: () => { action: string }) => void asked.push(`window.open ${handler().action}`),
    });
    const { preload: _preload, ...preferences } = options.webPreferences;
    asked.push(...Object.entries(preferences).map(([name, value]) => `${name} ${String(value)}`));
    app.emit('web-contents-created', {}, this.webContents);
    const refused = { navigated: true, preventDefault: () => (refused.navigated = false) };
    this.webContents.emit('will-navigate', refused);
    asked.push(`navigate ${refused.navigated}`);
  }

  show = (): void => void asked.push('shown');
  focus = (): void => undefined;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  isDestroyed = (): boolean => this.#page?.isClosed() ?? true;
  getNormalBounds = () => ({ x: 40, y: 60, width: 1400, height: 900 });
  setProgressBar = (share: number): void => say({ bar: share });

  /** As when a person closes the window: main may refuse. */
  close(): void {
    let stays = false;
    this.emit('close', { preventDefault: () => (stays = true) });
    if (!stays) void this.#page?.close();
  }

  /** A scheme of main's own is served under an https address of the same host, since Playwright cannot add schemes to Chromium. */
  async loadURL(address: string): Promise<void> {
    const { protocol: scheme, host, pathname } = new URL(address);
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    this.#page = page;
    page.setDefaultTimeout(8000);
    this.webContents.mainFrame.url = address;
    await page.exposeFunction('__toMain', async (kind: string, channel: string, values: unknown[]) => {
      const event = { sender: this.webContents, senderFrame: this.webContents.mainFrame };
      if (kind === 'send') return void ipcMain.emit(channel, event, ...values);
      return handlers.get(channel)?.(event, ...values);
    });
    await page.addInitScript({ content: pageScript(readFileSync(this.#options.webPreferences.preload, 'utf8')) });
    await page.route('**', async (route) => {
      const own = new URL(route.request().url());
      const response = await schemes.get(scheme.slice(0, -1))?.(new Request(`${scheme}//${own.host.replace('.test', '')}${own.pathname}${own.search}`, { headers: route.request().headers() }));
      if (!response) return route.abort();
      await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) });
    });
    page.on('console', (message) => message.type() === 'error' && say({ problem: message.text() }));
    page.on('pageerror', (error) => say({ problem: String(error) }));
    page.on('close', () => app.emit('window-all-closed'));
    process.on('message', async (order: { press?: string; read?: string; run?: string; call?: [string, string]; emit?: ['app' | 'power', string, ...unknown[]]; answer?: number; close?: true }) => {
      if (order.press) await page.getByRole('button', { name: order.press }).click();
      if (order.read) say({ read: await page.getByRole('heading', { name: order.read }).innerText() });
      if (order.run) say({ ran: await page.evaluate(order.run) });
      if (order.call) say({ answered: await foreignCall(...order.call) });
      if (order.emit) (order.emit[0] === 'app' ? app : powerMonitor).emit(order.emit[1], {}, ...order.emit.slice(2));
      if (order.answer !== undefined) answers.push(order.answer);
      if (order.close) this.close();
    });
    await page.goto(`https://${host}.test${pathname}`);
    this.emit('ready-to-show');
    say({ asked });
  }
}

/** A call as another frame would make it. */
async function foreignCall(url: string, name: string): Promise<string> {
  const frame = { url };
  const sender = Object.assign(new EventEmitter(), { mainFrame: frame, isDestroyed: () => false });
  try {
    return JSON.stringify(await handlers.get(name === 'take' ? 'take' : 'call')?.({ sender, senderFrame: frame }, ...(name === 'take' ? [['/etc/passwd']] : ['1', name, {}])));
  } catch (error) {
    return String(error);
  }
}
