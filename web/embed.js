// Defines the element <polyleader-run>, which shows a run or a lesson in a page: a frame of this page that has the height
// that it needs, and whose messages are events of the element. docs/EMBEDDING.md describes it. A classic script, so that
// pages of other origins can load it from any host.

(() => {
  const NAME = "polyleader-run";
  /** The page that this script belongs to. */
  const PAGE = new URL("./", document.currentScript.src);
  /** The attributes that become options of the address. */
  const OPTIONS = ["lesson", "step", "progress", "show", "theme", "start", "edit"];
  /** The messages that become events. */
  const EVENTS = ["ready", "progress", "height", "failed", "lesson"];
  /** The height in pixels until the embed tells its own. */
  const FIRST_HEIGHT = 480;

  /** Not a style element, which the host page's policy may forbid. */
  const style = new CSSStyleSheet();
  style.replaceSync(":host { display: block; inline-size: 100% } iframe { display: block; inline-size: 100%; border: 0 }");

  class PolyleaderRun extends HTMLElement {
    static observedAttributes = ["link", "title", "width", "height", ...OPTIONS];

    #frame = document.createElement("iframe");
    #shown = "";
    #told = 0;
    #waits = false;
    #listen = (event) => this.#hear(event);

    constructor() {
      super();
      this.#frame.loading = "lazy";
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [style];
      root.append(this.#frame);
    }

    connectedCallback() {
      addEventListener("message", this.#listen);
      this.#update();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#listen);
    }

    /** Several attributes that change at once load the frame once. */
    attributeChangedCallback() {
      if (this.#waits || !this.isConnected) return;
      this.#waits = true;
      queueMicrotask(() => {
        this.#waits = false;
        if (this.isConnected) this.#update();
      });
    }

    /** Plays, from the beginning if the run has ended. */
    play() {
      this.#order({ type: "play" });
    }

    /** Pauses. */
    pause() {
      this.#order({ type: "pause" });
    }

    /** Pauses and goes to an instant, in milliseconds. */
    seek(at) {
      this.#order({ type: "seek", at });
    }

    #order(message) {
      this.#frame.contentWindow?.postMessage({ target: "polyleader", ...message }, PAGE.origin);
    }

    #update() {
      const address = this.#address();
      this.#frame.style.maxInlineSize = pixels(this.getAttribute("width"));
      this.#frame.title = this.title || "Polyleader";
      if (this.#shown !== address) {
        this.#told = 0;
        this.#shown = address;
        this.#frame.src = address;
      }
      this.#size();
    }

    /** The address of the embed. The link may be a whole one, or what is behind its `#`. */
    #address() {
      const link = this.getAttribute("link") ?? "";
      const { searchParams, hash } = new URL(link.includes("#") || link.includes("?") ? link : `#${link}`, PAGE);
      const options = OPTIONS.map((name) => [name, this.getAttribute(name) ?? searchParams.get(name)]);
      const given = options.filter(([, value]) => value).map(([name, value]) => `&${name}=${encodeURIComponent(value)}`);
      return `${PAGE.href}?embed${given.join("")}${hash === "#" ? "" : hash}`;
    }

    #size() {
      const fixed = pixels(this.getAttribute("height"));
      this.#frame.style.blockSize = fixed || `${this.#told || FIRST_HEIGHT}px`;
    }

    #hear({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || origin !== PAGE.origin || data?.source !== "polyleader") return;
      if (!EVENTS.includes(data.type)) return;
      if (data.type === "height") {
        this.#told = data.height;
        this.#size();
      }
      this.dispatchEvent(new CustomEvent(data.type, { detail: data }));
    }
  }

  /** A number as CSS pixels; nothing if it is none. */
  function pixels(text) {
    return /^\d+$/.test(text ?? "") ? `${text}px` : "";
  }

  if (!customElements.get(NAME)) customElements.define(NAME, PolyleaderRun);
})();
