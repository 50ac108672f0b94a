// Shows a chat as its settings would have it, with the scripts that visitors get and a made-up server: nothing is sent and nothing is kept.
(() => {
  const frame = window.frameElement;
  if (!frame) {
    return;
  }

  let look, script, count, busy = false, again = false;

  const json = value => new Response(value && JSON.stringify(value), { status: value ? 200 : 204 });
  const line = (role, text, id) => ({ id: id ?? `line-${count}`, sequence: count++, role, text });
  window.fetch = async (address, { body, method } = {}) => {
    if (address.includes('/config')) {
      return json(look.config);
    }

    if (method !== 'POST') {
      return json({ messages: count ? [] : (count = 1, look.sample.map((text, i) => line(i ? 'bot' : 'visitor', text))) });
    }

    if (!body) {
      return json();
    }

    const { id, text } = JSON.parse(body);
    return json({ messages: [line('visitor', text, id), line('bot', look.answer)] });
  };

  // A chat that is under way, so that both sides of it are seen.
  Storage.prototype.getItem = () => JSON.stringify({ token: 'preview', until: Number.MAX_SAFE_INTEGER, outbox: [] });
  Storage.prototype.setItem = Storage.prototype.removeItem = () => {};

  // The chat takes the focus when it opens; here only from somebody who is in it, not from who fills in the settings.
  const focus = HTMLElement.prototype.focus;
  HTMLElement.prototype.focus = function (...options) {
    if (document.hasFocus()) {
      focus.apply(this, options);
    }
  };

  // The settings say what the device would: light or dark. And what changes in a preview does not move.
  const replaceSync = CSSStyleSheet.prototype.replaceSync;
  CSSStyleSheet.prototype.replaceSync = function (styles) {
    replaceSync.call(this, styles.replaceAll('(prefers-color-scheme: dark)', look.dark ? 'all' : 'not all').replace('animation: rise', 'animation: none; --was: rise'));
  };

  const part = (place, name) => place?.shadowRoot?.querySelector(name);
  const frames = async done => {
    for (let i = 0; i < 120 && !done(); i++) {
      await new Promise(requestAnimationFrame);
    }
  };

  const show = async () => {
    again = true;
    if (busy) {
      return;
    }

    busy = true;
    while (again) {
      again = false;
      look = JSON.parse(frame.dataset.look);
      document.documentElement.toggleAttribute('data-dark', look.dark);
      const old = document.querySelector('[data-lead-alerts]');
      const open = part(old, '.button')?.getAttribute('aria-expanded') !== 'false';
      count = 0;
      window.$lead = open ? [['open']] : [];
      script?.remove();
      script = document.createElement('script');
      script.src = '/w.js';
      script.dataset.site = 'preview';
      document.body.append(script);

      // The old one goes when the new one is there: nothing blinks.
      const fresh = () => [...document.querySelectorAll('[data-lead-alerts]')].find(place => place !== old);
      await frames(() => part(fresh(), open ? '.panel' : '.button'));
      if (fresh()) {
        old?.remove();
      }
    }

    busy = false;
  };

  new MutationObserver(show).observe(frame, { attributeFilter: ['data-look'] });
  show();
})();
