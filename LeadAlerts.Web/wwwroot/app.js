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

    if (event.target.closest?.('[data-reload]')) {
      location.reload();
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

  // The server is there but knows the page no longer: only a new one goes on. The event does not bubble, hence the capture.
  document.addEventListener('components-reconnect-state-changed', event => event.detail?.state === 'rejected' && location.reload(), true);

  const isCutOff = () => !!document.querySelector('#components-reconnect-modal[class*="components-reconnect-"]:not(.components-reconnect-hide)');
  const answered = (flag, value) => Promise.race([
    flag.invokeMethodAsync('Tell', value).then(() => true, () => false),
    new Promise(over => setTimeout(() => over(false), 5000)),
  ]);
  const calm = 300;

  // What the server wants to know of the browser, each a yes or no: how it is now, and what may change it.
  const flags = {
    // Somebody can see the tab.
    seen: {
      read: () => !document.hidden,
      hear: (change, signal) => document.addEventListener('visibilitychange', change, { signal }),
    },

    // Somebody reads in a list while it is scrolled (on a phone the window is), or holds the focus or the pointer.
    reading: {
      read: list => list.scrollTop > 8 || scrollY > 8 || list.contains(document.activeElement) || !!list.querySelector('a.la-lead-row:hover'),
      hear: (change, signal, list) => {
        for (const event of ['scroll', 'focusin', 'focusout', 'pointerover', 'pointerleave']) {
          list.addEventListener(event, change, { passive: true, signal });
        }

        window.addEventListener('scroll', change, { passive: true, signal });

        // A row that had the focus or the pointer may go without a word.
        const rows = new MutationObserver(change);
        rows.observe(list, { childList: true });
        signal.addEventListener('abort', () => rows.disconnect());
      },
    },
  };
  const watched = {};

  // Called by pages.
  window.leadAlerts = {
    // Where the person seems to be: time zone and language.
    place: () => [Intl.DateTimeFormat().resolvedOptions().timeZone ?? '', navigator.language ?? ''],

    // Says a yes or no: now, by what it returns, and whenever it changes. A yes at once, a no when it has stood for a moment.
    watch: (name, flag, element) => {
      watched[name]?.abort();
      const stop = watched[name] = new AbortController();
      const { signal } = stop;
      const { read, hear } = flags[name];
      let told = read(element);
      let timer = 0;
      let telling = false;
      const note = () => element && (element.dataset[name] = told ?? '');
      const look = async () => {
        timer = 0;
        if (element && !element.isConnected) {
          // Its page is gone, and who would hear of it.
          stop.abort();
        }

        const value = read(element);
        if (value === told || signal.aborted) {
          return;
        }

        // A word into a lost connection gets no answer, though it may have been heard: it is said again.
        telling = true;
        told = !isCutOff() && await answered(flag, value) ? value : null;
        telling = false;
        note();
        timer = signal.aborted ? 0 : setTimeout(look, told === null ? 1000 : calm);
      };

      // While a word is under way nothing is begun: after it is looked again.
      const change = () => {
        if (!telling && (timer === 0 || told === false)) {
          clearTimeout(timer);
          timer = setTimeout(look, told === false ? 0 : calm);
        }
      };
      note();
      hear(change, signal, element);
      return told;
    },
    toTop: list => {
      list?.scrollTo({ top: 0 });
      window.scrollTo({ top: 0 });
    },
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
