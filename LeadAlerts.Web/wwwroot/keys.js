// The keyboard, small panels, completion of names and texts that outlive a lost connection.
(() => {
  const find = selector => document.querySelector(selector);
  const isTyping = target => !!target.closest?.('input, textarea, select, [contenteditable]');
  const isVisible = element => !!element && element.getClientRects().length > 0;

  // Texts that are being written: kept for this tab until they are sent.
  const keepKey = key => `la-text:${key}`;
  let listTop = null;
  const keep = (key, text) => text.trim() ? sessionStorage.setItem(keepKey(key), text) : sessionStorage.removeItem(keepKey(key));
  Object.assign(window.leadAlerts, {
    keep,
    forget: key => sessionStorage.removeItem(keepKey(key)),
    firstKept: keys => keys.find(key => sessionStorage.getItem(keepKey(key)) !== null) ?? null,

    // What was kept for leads that have become part of this one goes on here.
    kept: (key, former = []) => {
      const texts = [key, ...former].map(each => sessionStorage.getItem(keepKey(each))).filter(Boolean);
      former.forEach(each => sessionStorage.removeItem(keepKey(each)));
      if (texts.length === 0) {
        return null;
      }

      keep(key, texts.join('\n\n'));
      return texts.join('\n\n');
    },

    // Leads to a place in the page, unless the person has gone into a field meanwhile.
    offerFocus: (place, scrolls = false) => {
      const element = typeof place === 'string' ? find(place) : place;
      if (element && !isTyping(document.activeElement ?? document.body) && !find('dialog[open], .la-pop:popover-open')) {
        element.matches('[tabindex], input, textarea, select, button, a') || (element.tabIndex = -1);
        element.focus({ preventScroll: true });
        scrolls && element.scrollIntoView({ block: 'center' });
      }
    },
    leadTo: place => window.leadAlerts.offerFocus(place, true),

    // The row of the open lead takes the focus where the element that had it is gone; after a deed, from another row too.
    rowShown: afterDeed => {
      const held = document.activeElement;
      if (!held || held === document.body || held.disabled || (afterDeed && held.matches('a.la-lead-row, #lead-title'))) {
        const row = find('a.la-lead-row.active') ?? (afterDeed ? find('a.la-lead-row') : null);
        window.leadAlerts.offerFocus(isVisible(row) ? row : find('#lead-title') ?? '.la-inbox-bar h1');
      }
    },
    closePanel: id => document.getElementById(id)?.hidePopover(),

    // Brings the current one of a row of links into view.
    showCurrent: row => {
      const current = row.querySelector('[aria-current]');
      if (current) {
        const [at, within] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
        row.scrollLeft += at.left + at.width / 2 - within.left - within.width / 2;
      }

      tellMore(row);
    },

    // On a phone a lead takes the list's place, and with it the focus; the list takes it back where it was left.
    leadShown: () => isVisible(find('.la-inbox-list')) || window.leadAlerts.offerFocus('#lead-title'),
    listShown: leadId => {
      if (listTop !== null) {
        scrollTo({ top: listTop });
        window.leadAlerts.offerFocus(`a.la-lead-row[href*="${leadId}"]`);
      }

      listTop = null;
    },
  });
  document.addEventListener('input', event => {
    const key = event.target.dataset?.keep;
    if (key) {
      keep(key, event.target.value);
    }
  });

  // A row of links that goes on beyond its edge fades there.
  const tellMore = row => {
    row.classList.toggle('la-more-left', row.scrollLeft > 1);
    row.classList.toggle('la-more-right', row.scrollLeft + row.clientWidth < row.scrollWidth - 1);
  };
  document.addEventListener('scroll', event => event.target.matches?.('.la-views') && tellMore(event.target), { capture: true, passive: true });
  window.addEventListener('resize', () => document.querySelectorAll('.la-views').forEach(tellMore));

  // Small panels open beside their button, inside the window.
  const place = panel => {
    const buttons = [...document.querySelectorAll(`[popovertarget="${panel.id}"]`)];
    const button = buttons.find(other => other === document.activeElement) ?? buttons.find(isVisible);
    if (!button) {
      return;
    }

    const at = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel;
    const below = at.bottom + 4 + height <= innerHeight - 8;
    panel.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    panel.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
  };
  document.addEventListener('toggle', event => {
    const panel = event.target;
    if (panel.matches?.('.la-pop') && event.newState === 'open') {
      place(panel);
      panel.querySelector('input:not([type="datetime-local"]), button')?.focus({ preventScroll: true });
    }
  }, true);
  document.addEventListener('click', event => {
    const target = event.target;
    if (target.closest?.('[data-closes]')) {
      target.closest('.la-pop')?.hidePopover();
    }

    if (target.closest?.('a.la-lead-row') && !find('.la-inbox-open')) {
      listTop = scrollY;
    }

    const opens = target.closest?.('[data-dialog]');
    if (opens) {
      open(opens.dataset.dialog);
    }

    if (target.closest?.('[data-print]')) {
      setTimeout(() => print(), 50);
    }

    if (target.closest?.('[data-copy-address]')) {
      navigator.clipboard?.writeText(location.origin + location.pathname);
    }

    if (target.matches?.('dialog.la-dialog') || target.closest?.('[data-closes-dialog]')) {
      target.closest('dialog').close();
    }
  });
  const moveIn = (items, by, active) => {
    const visible = items.filter(isVisible);
    const at = visible.indexOf(active);
    return visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length];
  };

  // Dialogs: the help and the palette.
  const open = id => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) {
      return;
    }

    document.querySelector('.la-pop:popover-open')?.hidePopover();
    for (const item of dialog.querySelectorAll('[data-press]')) {
      item.hidden = !isVisible(find(`[data-shortcut="${item.dataset.press}"]`));
    }

    dialog.showModal();
    const field = dialog.querySelector('input[type="search"]');
    if (field) {
      field.value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    }
  };
  const options = dialog => [...dialog.querySelectorAll('[data-option]')];
  const mark = (dialog, option) => {
    for (const other of options(dialog)) {
      other.classList.toggle('active', other === option);
    }

    option?.scrollIntoView({ block: 'nearest' });
  };
  const narrow = dialog => {
    const words = dialog.querySelector('input[type="search"]').value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const option of dialog.querySelectorAll('[data-option="here"]')) {
      const press = option.dataset.press;
      option.hidden = (press && !isVisible(find(`[data-shortcut="${press}"]`))) || !words.every(word => option.textContent.toLowerCase().includes(word));
    }

    mark(dialog, options(dialog).find(isVisible));
  };
  document.addEventListener('input', event => {
    const dialog = event.target.closest?.('#la-palette');
    if (dialog) {
      narrow(dialog);

      // What the server finds comes later: the first of it is what Enter takes, unless something else is marked by then.
      const found = new MutationObserver(() => {
        if (!isVisible(dialog.querySelector('[data-option].active'))) {
          mark(dialog, options(dialog).find(isVisible));
        }
      });
      dialog.observer?.disconnect();
      dialog.observer = found;
      found.observe(dialog.querySelector('.la-palette-list'), { childList: true });
    }
  });
  document.addEventListener('click', event => {
    const option = event.target.closest?.('[data-option]');
    if (option) {
      option.closest('dialog')?.close();
      if (option.dataset.press) {
        setTimeout(() => press(option.dataset.press));
      }
    }
  });

  // Names after an @.
  let names = null;
  const endNames = () => {
    names?.list.remove();
    names = null;
  };
  const offerNames = field => {
    const before = field.value.slice(0, field.selectionStart);
    const typed = /(?:^|[\s(])@([^@\n]{0,40})$/.exec(before)?.[1];
    const all = (field.dataset.mentions ?? '').split('\n').filter(Boolean);
    const found = typed === undefined ? [] : all.filter(name => name.toLowerCase().includes(typed.toLowerCase()) && name.toLowerCase() !== typed.trim().toLowerCase()).slice(0, 6);
    endNames();
    if (found.length === 0) {
      return;
    }

    const list = document.createElement('div');
    list.className = 'la-names';
    list.setAttribute('role', 'listbox');
    for (const name of found) {
      const item = document.createElement('div');
      item.className = 'la-pop-item';
      item.setAttribute('role', 'option');
      item.textContent = name;
      item.addEventListener('mousedown', event => {
        event.preventDefault();
        takeName(name);
      });
      list.append(item);
    }

    document.body.append(list);
    const at = field.getBoundingClientRect();
    const below = at.bottom + list.offsetHeight + 4 < innerHeight;
    list.style.left = `${at.left + scrollX}px`;
    list.style.top = `${(below ? at.bottom + 4 : at.top - list.offsetHeight - 4) + scrollY}px`;
    names = { list, field, from: field.selectionStart - typed.length, at: -1 };
    markName(1);
  };
  const markName = by => {
    const items = [...names.list.children];
    names.at = (names.at + by + items.length) % items.length;
    items.forEach((item, index) => {
      item.classList.toggle('active', index === names.at);
      item.setAttribute('aria-selected', index === names.at);
    });
  };
  const takeName = name => {
    const { field, from } = names;
    field.setRangeText(`${name} `, from, field.selectionStart, 'end');
    endNames();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  document.addEventListener('input', event => {
    if (event.target.matches?.('[data-mentions]')) {
      offerNames(event.target);
    }
  });
  document.addEventListener('focusout', endNames);

  let beyond = null;

  // Single letters work the inbox. They are for the page, never for a field in which somebody types.
  const step = by => {
    beyond?.disconnect();
    const [rows, at] = whereInList();
    if (rows[at] && !rows[at + by]) {
      return stepBeyond(by, rows[at]);
    }

    const row = rows[Math.max(at + by, 0)];
    row?.focus();
    row?.click();
  };
  const whereInList = () => {
    const rows = [...document.querySelectorAll('a.la-lead-row')];
    const focused = rows.indexOf(document.activeElement);
    return [rows, focused < 0 ? rows.findIndex(row => row.classList.contains('active')) : focused];
  };

  // At an end of what is loaded: lets older leads come, or new ones that wait, and goes on unless the person went elsewhere meanwhile.
  const stepBeyond = (by, from) => {
    const list = from.closest('.la-lead-rows');
    const button = list.querySelector(by > 0 ? '.la-more' : '.la-pill');
    from.focus();
    if (!button || button.disabled) {
      return;
    }

    const more = beyond = new MutationObserver(() => {
      const [rows, at] = whereInList();
      if (rows[at] !== from || rows[at + by]) {
        more.disconnect();
        rows[at] === from && step(by);
      }
    });
    more.observe(list, { childList: true });
    setTimeout(() => more.disconnect(), 5000);
    button.click();
  };
  const press = (key, within = document) => {
    if (key === '?') {
      open('la-keys');
      return true;
    }

    if (key === 'x') {
      const row = document.activeElement?.closest?.('.la-item') ?? find('.la-item:has(a.active)');
      row?.querySelector('.la-pick input')?.click();
      return !!row;
    }

    if (key === 'j' || key === 'k') {
      step(key === 'j' ? 1 : -1);
      return true;
    }

    if (key === 'z') {
      const undo = find('[data-undo]');
      undo?.click();
      return !!undo;
    }

    // While leads are selected, what can be done with all of them is meant.
    const named = `[data-shortcut="${key}"]`;
    const target = (/^[a-z]$/.test(key) && find(`.la-bulk ${named}`)) || [...within.querySelectorAll(named)].find(isVisible);
    if (!target || target.disabled) {
      return false;
    }

    if (target.matches('input, select')) {
      target.focus();
      target.select?.();
    } else {
      target.focus({ preventScroll: true });
      target.click();
    }

    return true;
  };
  document.addEventListener('keydown', event => {
    if (event.isComposing) {
      return;
    }

    const { key, target } = event;
    const isChord = event.ctrlKey || event.metaKey;
    if (isChord && key.toLowerCase() === 'k') {
      event.preventDefault();
      open('la-palette');
      return;
    }

    if (isChord && key.toLowerCase() === 'z' && !event.shiftKey && !event.altKey && !isTyping(target) && !find('dialog[open], .mud-dialog')) {
      press('z') && event.preventDefault();
      return;
    }

    if (isChord && key === 'Enter' && target.dataset?.submit) {
      event.preventDefault();
      document.getElementById(target.dataset.submit)?.click();
      return;
    }

    if (names && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(key)) {
      event.preventDefault();
      key === 'Escape' ? endNames() : key.startsWith('Arrow') ? markName(key === 'ArrowDown' ? 1 : -1) : takeName(names.list.children[names.at].textContent);
      return;
    }

    const dialog = target.closest?.('#la-palette');
    if (dialog && key === 'Escape') {
      // The search field would only empty itself.
      event.preventDefault();
      dialog.close();
      return;
    }

    if (dialog && (key === 'ArrowDown' || key === 'ArrowUp' || key === 'Enter')) {
      event.preventDefault();
      const active = dialog.querySelector('[data-option].active');
      key === 'Enter' ? active?.click() : mark(dialog, moveIn(options(dialog), key === 'ArrowDown' ? 1 : -1, active));
      return;
    }

    const panel = target.closest?.('.la-pop');
    if (panel && (key === 'ArrowDown' || key === 'ArrowUp') && !target.matches('[type="datetime-local"]')) {
      event.preventDefault();
      moveIn([...panel.querySelectorAll('button, input[type="search"]')], key === 'ArrowDown' ? 1 : -1, target)?.focus();
      return;
    }

    if (key === 'Escape' && !find('dialog[open], .la-pop:popover-open') && !target.closest?.('[role="dialog"]')) {
      // What the person is in goes first, then what is open elsewhere in the page.
      const section = target.closest?.('.la-note-form, section');
      if (!(section && press('escape', section)) && !press('escape')) {
        isTyping(target) && target.blur();
      }

      return;
    }

    // What has just closed may hold the focus for a moment longer.
    if (isChord || event.altKey || isTyping(target) || target.closest?.('[role="menu"], [role="dialog"], dialog[open], .la-pop:popover-open') || find('[data-keys-off]')) {
      return;
    }

    if (/^[a-z/?]$/.test(key.toLowerCase()) && press(key.toLowerCase())) {
      event.preventDefault();
    }
  });
})();
