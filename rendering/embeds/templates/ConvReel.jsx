/* A film of ConvReel: <ConvReel scene="stride" lang="en" theme="dark" />; lang and theme may be
   left out, the page's are taken then. The films are in static/convreel/. */
import useBaseUrl from "@docusaurus/useBaseUrl";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import React, { useEffect } from "react";
import films from "./convreel.json"; // what is shown without scripts

export default function ConvReel({ scene, lang, theme }) {
  const base = useBaseUrl("/convreel/");
  const { i18n } = useDocusaurusContext();
  useEffect(() => {
    if (document.querySelector("script[data-convreel]")) return;
    const script = document.createElement("script");
    script.src = `${base}conv-reel.js`;
    script.dataset.convreel = "";
    document.head.append(script);
  }, [base]);
  const known = films[scene] ?? {};
  const plain = known[(lang ?? i18n.currentLocale).slice(0, 2)] ?? Object.values(known)[0] ?? "";
  const __html = plain.replaceAll("@base@", base);
  return (
    <conv-reel scene={scene} lang={lang} theme={theme} dangerouslySetInnerHTML={{ __html }} />
  );
}
