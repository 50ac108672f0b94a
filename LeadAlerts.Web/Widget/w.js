// The chat button of Lead Alerts. The panel is fetched when somebody goes near the button; nothing is stored before they use it.
(() => {
  try {
    const script = document.currentScript;
    const queue = window.$lead = window.$lead || [];
    if (!script || queue.loaded) {
      return;
    }

    queue.loaded = true;
    const server = new URL(script.src).origin;
    const site = script.dataset.site || '';
    const whole = script.dataset.mode === 'page';
    const context = { api: `${server}/widget/v1/${encodeURIComponent(site)}`, site, whole, visitor: {} };
    let loading;

    const make = (tag, attributes, ...children) => {
      const element = tag === 'svg' || tag === 'path' ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
      for (const name in attributes) {
        element.setAttribute(name, attributes[name]);
      }

      element.append(...children);
      return element;
    };
    const icon = path => make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, make('path', { d: path }));
    Object.assign(context, { make, icon });

    const load = (again = 0) => loading ??= import(server + context.config.panel + (again ? `&again=${again}` : ''))
      .then(module => module.default(context))
      .catch(() => { loading = undefined; });
    const show = async open => {
      const panel = await load() || await load(Date.now());
      panel?.show(open);
    };

    const run = ([command, value]) => {
      if (command === 'open' || command === 'close') {
        show(command === 'open');
      } else if (command === 'identify') {
        Object.assign(context.visitor, value);
      }
    };

    const start = async () => {
      const answer = await fetch(`${context.api}/config?locale=${encodeURIComponent(navigator.language || '')}`);
      if (!answer.ok) {
        return;
      }

      const config = context.config = await answer.json();
      const place = make('div', { 'data-lead-alerts': '' });
      const root = context.root = place.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        :host { all: initial; }
        .button { position: fixed; z-index: 2147483000; inset-inline-${config.side}: 20px; bottom: max(20px, env(safe-area-inset-bottom)); height: 56px; padding: 0 15px; border: 0; border-radius: 28px;
          background: ${config.accent}; color: ${config.ink}; font: 600 16px system-ui, sans-serif; cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / 28%); display: flex; gap: 10px; align-items: center; transition: transform .15s; }
        .button:hover { transform: scale(1.06); }
        .button:focus-visible { outline: 3px solid ${config.ink}; box-shadow: 0 0 0 6px ${config.accent}; }
        svg { width: 26px; height: 26px; fill: currentColor; }
        @media (prefers-reduced-motion: reduce) { .button { transition: none; } }
        @media print { :host { display: none; } }`);
      root.adoptedStyleSheets = [sheet];
      if (!whole) {
        const button = context.button = make('button', { type: 'button', class: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'dialog', ...(config.label ? {} : { 'aria-label': config.texts.open }) },
          icon('M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-7l-5 4.2V17H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm3 5.2v1.6h10V8.2H7Zm0 3.4v1.6h6.5v-1.6H7Z'), config.label || '');
        button.addEventListener('pointerenter', () => load());
        button.addEventListener('focus', () => load());
        button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
        root.append(button);
      }

      document.body.append(place);
      queue.splice(0).forEach(run);
      queue.push = (...commands) => commands.forEach(run);
      if (whole) {
        show(true);
      }
    };

    // Whatever goes wrong here stays here: the page that carries the chat goes on without it.
    const begin = () => start().catch(() => {});
    document.body ? begin() : document.addEventListener('DOMContentLoaded', begin);
  } catch {
    // A browser too old for the chat shows the page without it.
  }
})();
