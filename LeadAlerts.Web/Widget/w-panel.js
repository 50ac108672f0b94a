// The chat panel of Lead Alerts: built from elements and text only, so that nothing that anybody writes is ever markup.
const styles = `
  .panel { --ground: #fff; --soft: #f1f4f6; --ink: #1a2330; --muted: #5a6675; --line: #e2e6eb; --bad: #b42318; color-scheme: light;
    position: fixed; z-index: 2147483001; inset-inline-end: 20px; bottom: 88px; width: 380px; height: 560px; max-height: calc(100dvh - 108px); max-width: calc(100vw - 40px);
    display: flex; flex-direction: column; box-sizing: border-box; overflow: hidden; border-radius: 16px; border: 1px solid var(--line); background: var(--ground); color: var(--ink);
    box-shadow: 0 12px 40px rgb(0 0 0 / 24%); font: 15px/1.45 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif; text-align: start; animation: rise .16s ease-out; }
  .start { inset-inline: 20px auto; }
  .panel[hidden] { display: none; }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
  @keyframes blink { 50% { opacity: .25; } }
  header { display: flex; align-items: center; gap: 4px; padding: 12px 8px 12px 16px; background: var(--a); color: var(--t); }
  .title { flex: 1; min-width: 0; }
  h1, h2 { margin: 0; font-size: 16px; font-weight: 650; line-height: 1.3; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .title p { margin: 0; font-size: 12.5px; }
  header button { width: 40px; height: 40px; flex: none; border: 0; border-radius: 10px; background: none; color: inherit; cursor: pointer; display: grid; place-items: center; }
  header button:hover { box-shadow: inset 0 0 0 1px; }
  header svg { width: 22px; height: 22px; }
  :focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
  header :focus-visible { outline-color: currentColor; outline-offset: -3px; }
  .log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex; flex-direction: column; gap: 8px; }
  .log:focus-visible { outline-offset: -3px; }
  .message { max-width: 84%; align-self: flex-start; padding: 9px 13px; border-radius: 14px 14px 14px 4px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
  .message.visitor { align-self: flex-end; background: var(--a); color: var(--t); border-radius: 14px 14px 4px 14px; }
  .message.agent { box-shadow: inset 3px 0 var(--a); }
  .pending { opacity: .66; }
  .state { align-self: flex-end; font-size: 12.5px; color: var(--muted); margin-top: -3px; }
  .state.failed { color: var(--bad); }
  .state button, footer button { font: inherit; color: inherit; text-decoration: underline; background: none; border: 0; padding: 4px; cursor: pointer; }
  .dots { display: flex; gap: 4px; padding: 14px; }
  .dots i { width: 6px; height: 6px; border-radius: 50%; background: var(--muted); animation: blink 1.2s infinite; }
  .dots i + i { animation-delay: .2s; } .dots i + i + i { animation-delay: .4s; }
  form { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px 4px; border-top: 1px solid var(--line); }
  textarea { flex: 1; min-width: 0; box-sizing: border-box; resize: none; min-height: 44px; max-height: 132px; padding: 10px 12px; border: 1px solid color-mix(in srgb, var(--muted) 70%, var(--line)); border-radius: 12px;
    font: inherit; font-size: 16px; line-height: 1.35; color: inherit; background: var(--ground); field-sizing: content; }
  textarea::placeholder { color: var(--muted); opacity: 1; }
  textarea:focus-visible { outline-offset: 0; }
  .send { flex: none; width: 44px; height: 44px; border: 0; border-radius: 12px; background: var(--a); color: var(--t); cursor: pointer; display: grid; place-items: center; }
  .send svg { width: 20px; height: 20px; } :dir(rtl) .send svg { transform: scaleX(-1); }
  .send[disabled] { opacity: .45; cursor: default; }
  footer { padding: 0 12px max(8px, env(safe-area-inset-bottom)); font-size: 12px; color: var(--muted); text-align: center; min-height: 20px; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .whole { inset: 0; margin: auto; width: min(760px, 100vw); max-width: none; height: 100dvh; max-height: none; border-block: 0; border-radius: 0; box-shadow: none; animation: none; }
  @media (max-width: 480px) { .panel { inset: 0; width: 100%; max-width: none; height: 100dvh; max-height: none; border: 0; border-radius: 0; } }
  @media (prefers-color-scheme: dark) { .panel { --ground: #171d24; --soft: #232c36; --ink: #e7ebef; --muted: #9ba7b4; --line: #2d3741; --bad: #f87171; color-scheme: dark; } }
  @media (prefers-reduced-motion: reduce) { .panel, .dots i { animation: none; } }`;

const MONTH = 30 * 24 * 3600 * 1000;
const random = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replace(/\+/g, '-').replace(/\//g, '_');

export default ({ api, site, whole, visitor, config, root, button, make, icon }) => {
  const { texts } = config;
  const phone = matchMedia('(max-width: 480px)');
  const place = `lead-alerts:${site}`;
  const shown = new Map();
  let chat, last = 0, sending = false, wait = 2000, retryTimer, pollTimer, quiet = 0;

  // What is kept: the conversation's token and what is not sent yet. Where the browser keeps nothing, the page's memory does.
  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      if (kept?.token && kept.until > Date.now()) {
        return kept;
      }

      localStorage.removeItem(place);
    } catch {
      // Storage is closed to us, or somebody else wrote there.
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(place, JSON.stringify(chat));
    } catch {
      // The memory of this page has to do.
    }
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const log = make('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': texts.messages, tabindex: '0' });
  const input = make('textarea', { rows: '1', maxlength: '4000', dir: 'auto', 'aria-label': texts.placeholder, placeholder: texts.placeholder, enterkeyhint: 'send' });
  const send = make('button', { class: 'send', type: 'submit', 'aria-label': texts.send, disabled: '' }, icon('M3 20.5 21.5 12 3 3.5 3 10l12 2-12 2z'));
  const form = make('form', {}, input, send);
  const forget = make('button', { type: 'button', hidden: '' }, texts.forget);
  const close = make('button', { type: 'button', 'aria-label': texts.close }, icon('M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z'));
  const heading = make(whole ? 'h1' : 'h2', { id: 'title', dir: 'auto' }, config.title);
  const panel = make('section', { class: `panel ${whole ? 'whole' : config.side}`, 'aria-labelledby': 'title', lang: config.language, hidden: '' },
    make('header', {}, make('div', { class: 'title' }, heading, make('p', {}, texts.notice)), ...(whole ? [] : [close])),
    log, form, make('footer', {}, forget));
  panel.setAttribute('role', whole ? 'main' : 'dialog');
  panel.style.setProperty('--a', config.accent);
  panel.style.setProperty('--t', config.ink);
  const dots = make('div', { class: 'message dots', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));

  const bottom = () => { log.scrollTop = log.scrollHeight; };
  const draw = (id, role, text) => {
    const author = role === 'visitor' ? texts.you : role === 'agent' ? config.name : texts.assistant;
    const element = make('div', { class: `message ${role}`, dir: 'auto' }, make('span', { class: 'unseen' }, `${author}: `), text);
    shown.set(id, { element });
    log.append(element);
    bottom();
    return element;
  };
  const greet = () => draw('greeting', 'bot', config.greeting);

  // pending, waiting (sent again by itself), failed (only the visitor can send it again), or null once it is stored.
  const mark = (message, state) => {
    const line = shown.get(message.id);
    line.element.classList.toggle('pending', !!state && state !== 'failed');
    line.state?.remove();
    line.state = undefined;
    if (state) {
      line.state = make('div', { class: `state ${state}`, role: 'status' }, texts[state]);
      if (state !== 'pending') {
        const again = make('button', { type: 'button' }, texts.retry);
        again.addEventListener('click', () => {
          if (state === 'failed') {
            chat.outbox.push(message);
            keep();
          }

          input.focus();
          flush();
        });
        line.state.append(' ', again);
      }

      line.element.after(line.state);
      bottom();
    }
  };

  const merge = messages => {
    for (const message of messages) {
      last = Math.max(last, message.sequence);
      if (!shown.has(message.id)) {
        quiet = 0;
        draw(message.id, message.role, message.text);
      }
    }
  };

  const later = ms => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(flush, ms);
  };

  const flush = async () => {
    clearTimeout(retryTimer);
    if (sending || !chat?.outbox.length) {
      return;
    }

    sending = true;
    const current = chat;
    while (current === chat && current.outbox.length) {
      const message = current.outbox[0];
      mark(message, 'pending');
      log.append(dots);
      bottom();
      let answer, body;
      try {
        answer = await fetch(`${api}/messages`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ conversation: current.token, after: last, locale: navigator.language, ...visitor, ...message }),
          signal: AbortSignal.timeout(20000),
        });
        body = answer.ok ? await answer.json() : null;
      } catch {
        answer = null;
      }

      dots.remove();
      if (current !== chat) {
        break;
      }

      if (answer?.ok && body) {
        wait = 2000;
        current.outbox.shift();
        mark(message, null);
        merge(body.messages);
      } else if (!answer || answer.status === 429 || answer.status >= 500) {
        mark(message, 'waiting');
        later(Math.max(wait, 1000 * (answer?.headers.get('Retry-After') || 0)));
        wait = Math.min(wait * 2, 60000);
        break;
      } else {
        current.outbox.shift();
        mark(message, 'failed');
      }

      keep();
    }

    sending = false;
    poll();
  };

  // Messages from a person or from another tab: looked for while the panel is open and seen, ever slower while nothing comes.
  const fetchNew = async () => {
    const current = chat;
    try {
      const answer = await fetch(`${api}/messages?after=${last}`, { headers: { 'X-Conversation': current.token }, signal: AbortSignal.timeout(20000) });
      if (answer.ok && current === chat) {
        merge((await answer.json()).messages);
      }
    } catch {
      // The next look may succeed.
    }
  };
  const poll = () => {
    clearTimeout(pollTimer);
    if (chat && !panel.hidden && !document.hidden) {
      pollTimer = setTimeout(async () => {
        if (!sending) {
          await fetchNew();
        }

        quiet++;
        poll();
      }, Math.min(4000 + quiet * 500, 20000));
    }
  };

  const resume = async () => {
    const kept = recall();
    if (!kept || chat?.token === kept.token) {
      return;
    }

    chat = kept;
    forget.hidden = false;
    await fetchNew();
    for (const message of chat.outbox) {
      if (!shown.has(message.id)) {
        draw(message.id, 'visitor', message.text);
      }
    }

    flush();
  };

  const clear = () => {
    chat = undefined;
    last = 0;
    shown.clear();
    log.replaceChildren();
    forget.hidden = true;
    greet();
  };

  const resize = () => {
    send.disabled = !input.value.trim();
    if (!CSS.supports('field-sizing', 'content')) {
      input.style.height = 'auto';
      input.style.height = `${Math.min(input.scrollHeight + 2, 132)}px`;
    }
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) {
      return;
    }

    chat ??= { token: random(), until: 0, outbox: [] };
    chat.until = Date.now() + MONTH;
    const message = { id: random(), text, page: location.href.slice(0, 2000), referrer: document.referrer.slice(0, 2000) };
    chat.outbox.push(message);
    keep();
    draw(message.id, 'visitor', text);
    forget.hidden = false;
    input.value = '';
    resize();
    wait = 2000;
    flush();
  });
  input.addEventListener('input', resize);
  input.addEventListener('keydown', event => {
    // The Enter that ends the composing of a word (Chinese, Japanese, Korean) is not meant for us.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  let sure;
  forget.addEventListener('click', () => {
    if (!sure) {
      forget.textContent = texts.forgetSure;
      sure = setTimeout(() => { sure = undefined; forget.textContent = texts.forget; }, 4000);
      return;
    }

    clearTimeout(sure);
    sure = undefined;
    forget.textContent = texts.forget;
    try {
      localStorage.removeItem(place);
    } catch {
      // Nothing was kept then.
    }

    clear();
    input.focus();
  });

  let counted;
  const show = open => {
    if (whole) {
      open = true;
    }

    // Once for each page: a number for the site's owner, nothing of who it was.
    if (open && !counted) {
      counted = true;
      fetch(`${api}/opened`, { method: 'POST', keepalive: true }).catch(() => {});
    }

    if (open === !panel.hidden) {
      return;
    }

    panel.hidden = !open;
    button?.setAttribute('aria-expanded', open);
    if (open) {
      if (!whole && phone.matches) {
        panel.setAttribute('aria-modal', 'true');
      } else {
        panel.removeAttribute('aria-modal');
      }

      bottom();
      input.focus();
      resume().then(poll);
    } else {
      clearTimeout(pollTimer);
      button?.focus();
    }
  };
  close.addEventListener('click', () => show(false));
  panel.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing && !whole) {
      event.stopPropagation();
      show(false);
    } else if (event.key === 'Tab' && panel.getAttribute('aria-modal') === 'true') {
      const stops = [...panel.querySelectorAll('button, textarea, [tabindex]')].filter(stop => !stop.disabled && !stop.hidden);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (root.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0]).focus();
      }
    }
  });
  addEventListener('online', flush);
  document.addEventListener('visibilitychange', () => { quiet = 0; poll(); });
  addEventListener('storage', event => {
    if (event.key === place) {
      if (!event.newValue && chat) {
        clear();
      } else {
        resume();
      }
    }
  });

  root.append(panel);
  greet();
  return { show };
};
