/** @file Light, dark or as the system has it; a setting of this window and no record. */

type Theme = 'system' | 'light' | 'dark';

const key = 'retrace-theme';

function theme(): Theme {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function setTheme(next: Theme): void {
  localStorage.setItem(key, next);
  applyTheme();
}

/** Before the first drawing. */
export function applyTheme(): void {
  const now = theme();
  if (now === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = now;
}
