/* <conv-reel src="stride/manifest.json" lang="zh" theme="auto">: a film of ConvReel on any page.

   Reads the film's manifest and nothing else: that at `src`, or that of `scene`, a folder beside
   this script. `lang` (else the page's language) chooses words and film, `theme` is dark, light or
   auto (the page's). Without a server, the manifest may lie inside the element as
   <script type="application/json">, and `base` says where its files are. */
(() => {
  "use strict";

  const WORDS = {
    en: {
      label: "Player", previous: "Previous step", next: "Next step", stepwise: "Stop after each step",
      loop: "Repeat this step", speed: "Speed", language: "Language", captions: "Captions",
      step: (now, all) => `Step ${now} of ${all}`, numbers: "Numbers of this step", program: "In PyTorch",
      copy: "Copy", copied: "Copied", transcript: "Transcript", none: "This step brings no new numbers.",
      row: "row", column: "column", failed: (url, why) => `The film ${url} could not be loaded: ${why}.`,
      names: { input: "Input", kernel: "Kernel", output: "Output", weight: "Kernel", bias: "Bias" },
    },
    zh: {
      label: "播放器", previous: "上一步", next: "下一步", stepwise: "每步暂停",
      loop: "重复这一步", speed: "速度", language: "语言", captions: "字幕",
      step: (now, all) => `第 ${now} 步，共 ${all} 步`, numbers: "这一步的数", program: "PyTorch 代码",
      copy: "复制", copied: "已复制", transcript: "文字稿", none: "这一步没有新的数。",
      row: "行", column: "列", failed: (url, why) => `无法载入短片 ${url}：${why}。`,
      names: { input: "输入", kernel: "卷积核", output: "输出", weight: "卷积核", bias: "偏置" },
    },
  };
  const HERE = document.currentScript?.src || document.baseURI;
  const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
  const NUDGE = 0.001; // seconds: a beat's own first frame, not the last one before it
  const MOST_CELLS = 400; // of a table

  const STYLE = `
    :host { display: block; margin: 1em 0; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --ground: #fff;
      --mark: #0b62c4; color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans SC", sans-serif; }
    :host([data-dark]) { --ink: #f0f3f6; --soft: #9ba4b0; --line: #39414b; --ground: #0e1116;
      --mark: #6cb0ff; }
    :host([hidden]) { display: none; }
    figure { margin: 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
      background: var(--ground); }
    video { display: block; width: 100%; aspect-ratio: 16 / 9; background: var(--ground); }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 12px;
      border-top: 1px solid var(--line); min-height: 36px; }
    .bar output { min-width: 9em; color: var(--soft); font-size: 14px; }
    button, select { font: inherit; font-size: 14px; color: inherit; background: none; min-height: 32px;
      border: 1px solid var(--soft); border-radius: 6px; padding: 2px 10px; cursor: pointer; }
    select { background: var(--ground); }
    button[aria-pressed=true] { background: var(--mark); border-color: var(--mark);
      color: var(--ground); }
    :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
    label { font-size: 14px; }
    .said { display: grid; margin: 0; padding: 4px 12px 8px; min-height: 3em; }
    .said > *, .said::after { grid-area: 1 / 1; }
    .said::after { content: attr(data-longest); visibility: hidden; }
    details { border-top: 1px solid var(--line); padding: 6px 12px; }
    summary { cursor: pointer; font-size: 14px; padding: 4px 0; }
    .tables { display: flex; flex-wrap: wrap; gap: 16px; max-height: 18em; overflow: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 8px 0; }
    caption { text-align: start; color: var(--soft); font-size: 14px; }
    th { color: var(--soft); font-weight: normal; font-size: 12px; }
    td { border: 1px solid var(--line); padding: 2px 8px; text-align: right; min-width: 1.5em; }
    tr:first-of-type td { border: 0; }
    td.new { font-weight: bold; outline: 2px solid var(--mark); outline-offset: -2px; }
    pre { overflow: auto; margin: 4px 0 8px; font-size: 14px; }
    ol { padding-inline-start: 0; list-style: none; margin: 0; max-height: 18em; overflow: auto; }
    .chapter { font-size: 14px; margin: 10px 0 2px; color: var(--soft); }
    li button { border: 0; text-align: start; padding: 4px 6px; width: 100%; font-size: 16px; }
    li [aria-current] { color: var(--mark); font-weight: bold; }
    .wrong { padding: 12px; }
    @media (max-width: 480px) { .bar { gap: 6px; padding: 8px; } button, select { padding: 2px 8px; } }
    @media print { .bar, details:not([open]), [data-do=copy] { display: none; } }`;

  const SKELETON = `
    <figure>
      <video controls muted playsinline preload="none"></video>
      <div class="bar" role="group">
        <button data-do="previous" type="button">←</button>
        <button data-do="next" type="button">→</button>
        <output></output>
        <button data-do="stepwise" type="button" aria-pressed="false"></button>
        <button data-do="loop" type="button" aria-pressed="false"></button>
        <label><span></span> <select data-do="speed"></select></label>
        <label><span></span> <select data-do="language"></select></label>
      </div>
      <p class="said"><span aria-live="polite"></span></p>
      <details data-part="numbers"><summary></summary><div class="tables" tabindex="0" role="group"></div></details>
      <details data-part="program"><summary></summary><pre tabindex="0"><code></code></pre>
        <button data-do="copy" type="button"></button></details>
      <details data-part="transcript"><summary></summary><ol></ol></details>
    </figure>`;

  /** A new element with text and attributes; text is never read as HTML. */
  function make(tag, text = "", attributes = {}) {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  /** Is the page dark? By what site generators write on <html> or <body>, else by its ground. */
  function pageIsDark() {
    const elements = [document.documentElement, document.body];
    for (const element of elements) {
      const said = ["data-theme", "data-bs-theme", "data-md-color-scheme", "data-color-mode"]
        .map((name) => element?.getAttribute(name)).find((value) => value && value !== "auto");
      if (said) return /dark|slate|night/.test(said);
      if (element?.classList.contains("dark")) return true;
      if (element?.classList.contains("light")) return false;
    }
    for (const element of elements.reverse()) {
      const dark = element && isDark(getComputedStyle(element).backgroundColor);
      if (dark !== null) return dark;
    }
    // No ground of its own: white, unless the page takes part in the system's colours.
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const system = matchMedia("(prefers-color-scheme: dark)").matches;
    return scheme.includes("dark") && (system || !scheme.includes("light"));
  }

  /** Is a colour, in any way that CSS has to write it, rather black than white? null: it is clear. */
  function isDark(colour) {
    const pen = make("canvas", "", { width: 1, height: 1 }).getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return alpha < 128 ? null : 0.3 * red + 0.6 * green + 0.1 * blue < 128;
  }

  /** WebVTT of cues; a blob of it works from file:// and across origins, where a file would not. */
  function webvtt(cues) {
    const stamp = (seconds) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
    const safe = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return ["WEBVTT", ...cues.map((cue) =>
      `${stamp(cue.start)} --> ${stamp(cue.end)}\n${safe(cue.text)}`)].join("\n\n") + "\n";
  }

  class ConvReel extends HTMLElement {
    static observedAttributes = ["src", "scene", "lang", "theme"];

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.innerHTML = `<style>${STYLE}</style>${SKELETON}`;
      this.video = root.querySelector("video");
      this.find = (selector) => root.querySelector(selector);
      this.beat = -1;
      this.resume = 0;
      this.blobs = [];
      root.addEventListener("click", (event) => this.clicked(event));
      root.addEventListener("change", (event) => this.changed(event));
      root.addEventListener("keydown", (event) => this.pressed(event), true);
      this.video.addEventListener("timeupdate", () => this.ticked());
      this.video.addEventListener("seeked", () => this.ticked());
      this.video.addEventListener("play", () => this.watch());
      for (const event of ["webkitbeginfullscreen", "webkitendfullscreen"])
        this.video.addEventListener(event, () => this.caption());
    }

    connectedCallback() {
      this.stop = new AbortController();
      const { signal } = this.stop;
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dress(), { signal });
      document.addEventListener("fullscreenchange", () => this.caption(), { signal });
      this.page = new MutationObserver(() => this.dress());
      for (const element of [document.documentElement, document.body])
        this.page.observe(element, { attributes: true });
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.toggle("stepwise", true);
      this.toggleAttribute("data-dark", this.dark);
      this.label();
      this.load();
    }

    disconnectedCallback() {
      this.stop.abort();
      this.page.disconnect();
      this.video.pause();
      this.shown = null;
      this.blobs.splice(0).forEach((url) => URL.revokeObjectURL(url));
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      if (name === "src" || name === "scene") this.load();
      else if (name === "lang") this.speak();
      else this.dress();
    }

    /** Read the manifest, from the element itself or from its address. */
    async load() {
      const inside = this.querySelector('script[type="application/json"]');
      const scene = this.getAttribute("scene");
      const source = scene ? new URL(`${scene}/manifest.json`, HERE).href : this.getAttribute("src");
      try {
        if (inside) {
          this.base = new URL(this.getAttribute("base") || ".", document.baseURI);
          this.manifest = JSON.parse(inside.textContent);
        } else {
          this.base = new URL(source, document.baseURI);
          const answer = await fetch(this.base);
          if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
          this.manifest = await answer.json();
        }
        if (!this.manifest.beats) throw new Error("this is no manifest");
      } catch (error) {
        const text = this.words.failed(source, error.message);
        this.find("figure").replaceChildren(make("p", text, { class: "wrong", role: "alert" }));
        return;
      }
      this.speak();
    }

    /** The language: what the reader chose, the attribute, the page's, the browser's. */
    get language() {
      const known = Object.keys(this.manifest?.languages ?? WORDS);
      const page = this.closest("[lang]:not(conv-reel)")?.getAttribute("lang");
      const wanted = [this.chosen, this.getAttribute("lang"), page, navigator.language];
      const found = wanted.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => known.includes(tag));
      return found ?? known[0];
    }

    get words() {
      return WORDS[this.language] ?? WORDS.en;
    }

    get told() {
      return this.manifest.languages[this.language];
    }

    get dark() {
      const wish = this.getAttribute("theme");
      return wish === "dark" || (wish !== "light" && pageIsDark());
    }

    /** The words of the controls; they need no manifest, so that nothing moves when it comes. */
    label() {
      const { words } = this;
      this.find(".bar").setAttribute("aria-label", words.label);
      for (const name of ["previous", "next"]) {
        this.control(name).setAttribute("aria-label", words[name]);
        this.control(name).title = words[name];
      }
      for (const name of ["stepwise", "loop", "copy"]) this.control(name).textContent = words[name];
      for (const name of ["speed", "language"])
        this.control(name).previousElementSibling.textContent = words[name];
      for (const name of ["numbers", "program", "transcript"])
        this.find(`[data-part=${name}] summary`).textContent = words[name];
      this.find(".tables").setAttribute("aria-label", words.numbers);
      this.choices(this.manifest?.languages ?? { en: { tag: "en" }, zh: { tag: "zh-Hans" } });
    }

    /** Write every word, then show the film of this language. */
    speak() {
      if (!this.manifest) return;
      const { told } = this;
      this.label();
      this.find("figure").lang = told.tag;
      this.video.setAttribute("aria-label", `${told.title}: ${told.statement}`);
      this.find(".said").dataset.longest = told.cues.map((cue) => cue.text)
        .reduce((longest, text) => (text.length > longest.length ? text : longest), "");
      this.find("code").textContent = this.manifest.pytorch;
      this.list();
      this.dress();
    }

    /** Speeds and languages. */
    choices(languages) {
      const speed = this.control("speed"), language = this.control("language");
      const rate = speed.value || "1";
      speed.replaceChildren(...SPEEDS.map((value) => make("option", `${value}×`, { value })));
      speed.value = rate;
      const names = { en: "English", zh: "中文" };
      language.replaceChildren(...Object.entries(languages).map(([code, { tag, name }]) =>
        make("option", name ?? names[code] ?? code, { value: code, lang: tag })));
      language.value = this.language;
      language.parentElement.hidden = language.length < 2;
    }

    /** The transcript. */
    list() {
      const chapters = Object.fromEntries(this.told.chapters.map((cue) => [cue.beat, cue.text]));
      this.find("ol").replaceChildren(...this.told.cues.map((cue, beat) => {
        const item = make("li");
        if (chapters[cue.beat]) item.append(make("p", chapters[cue.beat], { class: "chapter" }));
        item.append(make("button", cue.text, { type: "button", "data-beat": beat }));
        return item;
      }));
      this.beat = -1;
    }

    /** The film in the page's colours and this language, at the same moment as before. */
    dress() {
      this.toggleAttribute("data-dark", this.dark);
      if (!this.manifest) return;
      const films = this.files("film").filter((file) => file.type.startsWith("video/"));
      const poster = this.files("poster")[0];
      const address = (file) => new URL(file.path, this.base).href;
      const wanted = [this.language, ...films.map(address)].join();
      if (wanted === this.shown) return;
      this.shown = wanted;
      const { paused, playbackRate, networkState } = this.video;
      this.resume = this.moment;
      if (poster) this.video.poster = address(poster);
      if (films[0]) {
        const { width, height } = films[0];
        this.video.style.aspectRatio = `${width} / ${height}`;
        this.video.style.maxHeight = height > width ? "90vh" : ""; // an upright film is seen whole
      }
      this.video.replaceChildren(
        ...films.map((file) => make("source", "", {
          src: address(file), type: `${file.type}; codecs="${file.codecs}"`,
        })),
        this.track("captions", this.told.cues), this.track("chapters", this.told.chapters));
      this.caption();
      if (networkState !== HTMLMediaElement.NETWORK_EMPTY) this.video.load(); // the first time, none
      this.video.playbackRate = playbackRate;
      if (this.resume > 0) {
        this.video.addEventListener("loadedmetadata", () => {
          if (this.resume) this.video.currentTime = this.resume;
          this.resume = 0;
        }, { once: true });
        this.video.preload = "auto";
        if (!paused) this.play();
      }
      this.show(this.at(this.moment));
    }

    /** Where the film is, or goes on as soon as it is there in another language or colour. */
    get moment() {
      return this.resume || this.video.currentTime;
    }

    /** The files of one kind in this language and theme, or in those that there are; one shape. */
    files(kind) {
      const any = this.manifest.files.filter((file) => file.kind === kind && !file.transparent);
      const told = any.filter((file) => file.language === this.language);
      const all = told.length ? told : any.filter((file) => file.language === any[0].language);
      const theme = this.dark ? "dark" : "light";
      const right = all.filter((file) => file.theme === theme);
      const chosen = right.length ? right : all;
      const { width, height } = [...chosen].sort((a, b) => b.width * b.height - a.width * a.height)[0] ?? {};
      return chosen.filter((file) => file.width === width && file.height === height);
    }

    track(kind, cues) {
      const url = URL.createObjectURL(new Blob([webvtt(cues)], { type: "text/vtt" }));
      this.blobs.push(url);
      const track = make("track", "", {
        kind, src: url, srclang: this.told.tag,
        label: kind === "captions" ? this.words.captions : this.told.title,
      });
      return track;
    }

    /** The sentence stands below the film; on a full screen, where it cannot, it lies on the film. */
    caption() {
      const full = document.fullscreenElement === this || this.video.webkitDisplayingFullscreen;
      for (const track of this.video.textTracks)
        if (track.kind === "captions") track.mode = full ? "showing" : "hidden";
    }

    control(name) {
      return this.find(`[data-do=${name}]`);
    }

    isOn(name) {
      return this.control(name).getAttribute("aria-pressed") === "true";
    }

    toggle(name, on = !this.isOn(name)) {
      this.control(name).setAttribute("aria-pressed", on);
    }

    /** The number of the beat at a moment. */
    at(seconds) {
      const { beats } = this.manifest;
      const next = beats.findIndex((beat) => beat.end > seconds + NUDGE);
      return next < 0 ? beats.length - 1 : next;
    }

    /** Go to a beat; playing goes on from there, in step mode to its end. */
    go(beat) {
      const { beats } = this.manifest;
      const goal = Math.max(0, Math.min(beat, beats.length - 1));
      const plays = !this.video.paused || this.isOn("stepwise");
      const seek = () => {
        this.video.currentTime = beats[goal].start + NUDGE;
        this.passed = goal;
        if (plays) this.play();
      };
      this.video.preload = "auto";
      this.resume = 0;
      if (this.video.readyState) seek();
      else {
        this.video.addEventListener("loadedmetadata", seek, { once: true });
        this.video.load();
      }
      this.show(goal);
    }

    /** Play, where the browser lets a page do so; the reader's own button always works. */
    play() {
      this.video.play().catch(() => {});
    }

    clicked(event) {
      const target = event.target.closest("button");
      if (!target || !this.manifest) return;
      if (target.dataset.beat) this.go(Number(target.dataset.beat));
      const actions = {
        previous: () => this.go(this.at(this.moment) - 1),
        next: () => this.go(this.at(this.moment) + 1),
        stepwise: () => this.toggle("stepwise"),
        loop: () => this.toggle("loop"),
        copy: () => this.copy(),
      };
      actions[target.dataset.do]?.();
    }

    changed(event) {
      const { value, dataset } = event.target;
      if (dataset.do === "speed") this.video.playbackRate = Number(value);
      if (dataset.do === "language") {
        this.chosen = value;
        this.speak();
        this.control("language").focus();
      }
    }

    /** Left and right are steps, wherever in the player; in a list they choose, as everywhere. */
    pressed(event) {
      if (!this.manifest || event.target.closest("select, pre, .tables")) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      this.go(this.at(this.moment) + way);
    }

    /** While the film plays, look at every frame whether a beat has ended. */
    watch() {
      this.passed = this.at(this.moment);
      const look = () => {
        if (this.video.paused) return;
        this.ended();
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }

    ended() {
      const beat = this.manifest.beats[this.passed];
      const soon = beat.end - 0.02 * this.video.playbackRate;
      if (this.video.seeking || this.resume || this.video.currentTime < soon) return;
      if (this.isOn("loop")) this.video.currentTime = beat.start + NUDGE;
      else if (this.isOn("stepwise")) {
        this.video.pause();
        this.video.currentTime = beat.end - 2 * NUDGE;
      } else if (this.passed < this.manifest.beats.length - 1) this.passed += 1;
    }

    ticked() {
      if (this.manifest && !this.video.seeking && !this.resume) this.show(this.at(this.video.currentTime));
    }

    /** Everything beside the film that belongs to a beat. */
    show(beat) {
      if (beat === this.beat) return;
      this.beat = beat;
      const { words, told } = this;
      this.find("output").textContent = words.step(beat + 1, told.cues.length);
      this.find(".said span").textContent = told.cues[beat].text;
      this.shadowRoot.querySelectorAll("[data-beat]").forEach((button, number) => {
        if (number === beat) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
      });
      this.tabulate(beat);
    }

    /** Tables of the arrays that this beat tells numbers of, with all that is known of them. */
    tabulate(beat) {
      const arrays = new Map();
      this.manifest.beats.forEach(({ numbers }, number) => {
        for (const [place, { text, exact }] of Object.entries(numbers)) {
          const [, name, index] = /^(\w+)\[(.*)\]$/.exec(place) ?? [];
          if (!name) continue;
          const [column, row = 0, ...leading] = index.split(", ").map(Number).reverse();
          const key = name + (leading.length ? `[${leading.reverse()}]` : "");
          if (!arrays.has(key)) arrays.set(key, { name, key, rows: [], columns: 0, fresh: false });
          const array = arrays.get(key);
          array.columns = Math.max(array.columns, column + 1);
          while (array.rows.length <= row) array.rows.push([]);
          if (number > beat) continue;
          array.fresh ||= number === beat;
          array.rows[row][column] = { text: exact ? text : `≈${text}`, fresh: number === beat };
        }
      });
      const told = [...arrays.values()].filter(({ fresh, rows, columns }) =>
        fresh && rows.length * columns <= MOST_CELLS);
      const drawn = told.map((array) => this.table(array));
      this.find(".tables").replaceChildren(...(drawn.length ? drawn : [make("p", this.words.none)]));
    }

    table({ name, key, rows, columns }) {
      const table = make("table"), head = make("tr"), { words } = this;
      const number = (scope, word, count) =>
        make("th", count, { scope, "aria-label": `${word} ${count}` });
      const across = Array.from({ length: columns }, (_, column) => column);
      table.append(make("caption", (words.names[name] ?? name) + key.slice(name.length)), head);
      head.append(make("td"), ...across.map((column) => number("col", words.column, column + 1)));
      rows.forEach((cells, row) => {
        const line = make("tr");
        line.append(number("row", words.row, row + 1), ...across.map((column) =>
          make("td", cells[column]?.text ?? "", cells[column]?.fresh ? { class: "new" } : {})));
        table.append(line);
      });
      return table;
    }

    /** The program to the clipboard; without the right to it, selected for the reader to copy. */
    async copy() {
      try {
        await navigator.clipboard.writeText(this.manifest.pytorch);
      } catch {
        getSelection().selectAllChildren(this.find("code"));
        document.execCommand("copy");
      }
      const button = this.control("copy");
      button.textContent = this.words.copied;
      setTimeout(() => { button.textContent = this.words.copy; }, 2000);
    }
  }

  if (!customElements.get("conv-reel")) customElements.define("conv-reel", ConvReel);
})();
