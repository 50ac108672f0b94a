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

  // Somebody reads in a list while it is scrolled (on a phone the window is), or holds the focus or the pointer.
  const isReading = list => list.scrollTop > 8 || scrollY > 8 || list.contains(document.activeElement) || !!list.querySelector('a.la-lead-row:hover');
  const isCutOff = () => !!document.querySelector('#components-reconnect-modal[class*="components-reconnect-"]:not(.components-reconnect-hide)');
  const answered = (reader, reading) => Promise.race([
    reader.invokeMethodAsync('Tell', reading).then(() => true, () => false),
    new Promise(over => setTimeout(() => over(false), 5000)),
  ]);
  const calm = 300;
  let watched = null;
  let sight = null;

  // Called by pages.
  window.leadAlerts = {
    // Where the person seems to be: time zone and language.
    place: () => [Intl.DateTimeFormat().resolvedOptions().timeZone ?? '', navigator.language ?? ''],

    // Says whether the tab is hidden: now, by what it returns, and whenever that changes. A word that is lost is said again.
    watchHidden: tab => {
      sight?.abort();
      const stop = sight = new AbortController();
      let told = document.hidden;
      let telling = false;
      const tell = async () => {
        if (telling || stop.signal.aborted || told === document.hidden) {
          return;
        }

        telling = true;
        const hidden = document.hidden;
        const heard = !isCutOff() && await answered(tab, !hidden);
        telling = false;
        told = heard ? hidden : null;
        setTimeout(tell, heard ? 0 : 1000);
      };
      document.addEventListener('visibilitychange', tell, { signal: stop.signal });
      return told;
    },

    // Says whether somebody reads in the inbox's list, now and whenever that changes: what is news there must not wait for a question and its answer.
    watchReading: (list, reader) => {
      watched?.abort();
      if (!list) {
        return;
      }

      const stop = watched = new AbortController();
      let told = false;
      let timer = 0;
      let asking = false;
      const lookIn = delay => {
        clearTimeout(timer);
        timer = stop.signal.aborted ? 0 : setTimeout(look, delay);
      };
      const look = async () => {
        timer = 0;
        if (!list.isConnected) {
          stop.abort();
          return;
        }

        const reading = isReading(list);
        if (reading === told) {
          return;
        }

        // A word into a lost connection gets no answer, though it may have been heard: it is said again.
        asking = true;
        told = !isCutOff() && await answered(reader, reading) ? reading : null;
        asking = false;
        list.dataset.reading = told ?? '';
        lookIn(told === null ? 1000 : calm);
      };

      // Who begins to read is told at once, who may have ended a moment later. While a word is under way nothing is: after it is looked again.
      const change = () => {
        if (!asking && (timer === 0 || told === false)) {
          lookIn(told === false ? 0 : calm);
        }
      };
      const options = { passive: true, signal: stop.signal };
      for (const event of ['scroll', 'focusin', 'focusout', 'pointerover', 'pointerleave']) {
        list.addEventListener(event, change, options);
      }

      window.addEventListener('scroll', change, options);

      // A row that had the focus or the pointer may go without a word.
      const rows = new MutationObserver(() => told !== false && change());
      rows.observe(list, { childList: true });
      stop.signal.addEventListener('abort', () => rows.disconnect());
      change();
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
