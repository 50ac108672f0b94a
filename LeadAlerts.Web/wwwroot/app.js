// What the pages need from the browser itself: the choice of light or dark, copying text, lists that renew themselves.
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

  // A list that renews itself where it stands: a page that loads anew would take its reader's place and focus away.
  const renew = async () => {
    const list = document.querySelector('[data-renews]');
    if (!list || document.hidden) {
      return;
    }

    const answer = await fetch(location.href, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    const page = answer?.ok ? await answer.text().catch(() => '') : '';
    const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-renews]');
    if (fresh && list === document.querySelector('[data-renews]') && fresh.innerHTML !== list.innerHTML) {
      const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      list.replaceChildren(...fresh.childNodes);
      [...list.querySelectorAll('a')].find(link => link.getAttribute('href') === focused)?.focus({ preventScroll: true });
    }
  };

  // One after the other: a server that stands still must not gather requests.
  const renewLater = () => setTimeout(() => renew().finally(renewLater), 3000);
  renewLater();

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      for (const menu of document.querySelectorAll('details.la-account[open]')) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    }
  });
})();
