/** @file Where the window's script begins. */
import { createRoot } from 'react-dom/client';
import { openClient } from '../electron/api/client.ts';
import { App } from './App.tsx';
import { openHostWay } from './host.ts';
import { keepPageFromDrops } from './state/dropped.ts';
import { HostProvider } from './state/host.tsx';
import { applyTheme } from './state/theme.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
applyTheme();
keepPageFromDrops();
const { transport, take } = openHostWay();
createRoot(root).render(
  <HostProvider client={openClient(transport)} take={take}>
    <App />
  </HostProvider>,
);
