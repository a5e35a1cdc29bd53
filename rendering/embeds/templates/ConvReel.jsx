/* A film of ConvReel: <ConvReel scene="stride" lang="en" theme="dark" />; lang and theme may be
   left out, the page's are taken then. The films are in static/convreel/. */
import useBaseUrl from "@docusaurus/useBaseUrl";
import React, { useEffect } from "react";

export default function ConvReel({ scene, lang, theme }) {
  const address = useBaseUrl("/convreel/conv-reel.js");
  const plain = useBaseUrl(`/convreel/${scene}/player.html`);
  useEffect(() => {
    if (document.querySelector("script[data-convreel]")) return;
    const script = document.createElement("script");
    script.src = address;
    script.dataset.convreel = "";
    document.head.append(script);
  }, [address]);
  return (
    <conv-reel scene={scene} lang={lang} theme={theme}>
      <a href={plain}>{scene}</a>
    </conv-reel>
  );
}
