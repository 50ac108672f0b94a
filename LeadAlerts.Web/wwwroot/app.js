// What the pages need from the browser itself: the choice of light or dark, copying text, the keys of the inbox.
(() => {
  const remember = choice => {
    document.documentElement.dataset.appearance = choice;
    document.cookie = `appearance=${choice}; path=/; max-age=31536000; samesite=lax` + (location.protocol === 'https:' ? '; secure' : '');
  };

  document.addEventListener('click', event => {
    const choice = event.target.closest?.('[data-appearance-choice]');
    if (choice) {
      remember(choice.dataset.appearanceChoice);
    }

    const copy = event.target.closest?.('[data-copy]');
    if (copy) {
      navigator.clipboard?.writeText(copy.dataset.copy).then(() => {
        copy.dataset.copied = '';
        setTimeout(() => delete copy.dataset.copied, 2000);
      });
    }

    // A menu closes when the person clicks elsewhere or follows one of its links.
    for (const menu of document.querySelectorAll('details.la-account[open]')) {
      if (!menu.contains(event.target) || event.target.closest('a')) {
        menu.open = false;
      }
    }
  });

  // Called by pages.
  window.leadAlerts = {
    // Where the person seems to be: time zone and language.
    place: () => [Intl.DateTimeFormat().resolvedOptions().timeZone ?? '', navigator.language ?? ''],

    // What the inbox asks before it changes the order of rows.
    isReading: list => !!list && (list.scrollTop > 8 || list.contains(document.activeElement) || !!list.querySelector('a.la-lead-row:hover')),
    toTop: list => list?.scrollTo({ top: 0 }),
  };

  // Single letters work the inbox. They are for the page, never for a field in which somebody types.
  const step = by => {
    const rows = [...document.querySelectorAll('a.la-lead-row')];
    const at = rows.findIndex(row => row === document.activeElement || row.classList.contains('active'));
    const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    row?.focus();
    row?.click();
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]')) {
      return;
    }

    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') {
      step(key === 'j' ? 1 : -1);
    } else {
      const target = /^[a-z/]$/.test(key) && document.querySelector(`[data-shortcut="${key}"]`);
      if (!target) {
        return;
      }

      target.matches('input, select') ? target.focus() : target.click();
    }

    event.preventDefault();
  });

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      for (const menu of document.querySelectorAll('details.la-account[open]')) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    }
  });
})();
