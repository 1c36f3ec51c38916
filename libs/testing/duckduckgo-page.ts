/** A page as DuckDuckGo sends it, shortened: an advertisement, then three results. */
export const aPage = (): string => `<!DOCTYPE html>
<html><head><title>fortnite at DuckDuckGo</title></head><body>
<div id="links" class="results">
<div class="result results_links results_links_deep result--ad">
  <h2 class="result__title"><a rel="nofollow" class="result__a" href="https://duckduckgo.com/y.js?ad_domain=ad.example&amp;u3=x">Buy now</a></h2>
  <a class="result__snippet" href="https://duckduckgo.com/y.js?ad_domain=ad.example">Cheap</a>
</div>
<div class="result results_links results_links_deep web-result ">
  <div class="links_main links_deep result__body">
  <h2 class="result__title">
    <a rel="nofollow" class="result__a" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fnews.example%2Ffortnite%3Fchapter%3D8%26season%3D1&amp;rut=0a1b"><b>Fortnite</b> Chapter 8 <b>Season</b> 1: all new places &amp; skins</a>
  </h2>
  <div class="result__extras"><a class="result__url" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fnews.example">news.example/fortnite</a></div>
  <a class="result__snippet" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fnews.example">The new <b>season</b> of <b>Fortnite</b> opens the &quot;Neon&nbsp;Harbour&quot;;
    its colours are teal &#x26; orange.</a>
  </div>
</div>
<div class="result results_links web-result">
  <h2 class="result__title"><a rel="nofollow" class="result__a" href="https://dates.example/fortnite">Season dates</a></h2>
</div>
<div class="result results_links web-result">
  <h2 class="result__title"><a class="result__a" rel="nofollow" href="http://patch.example/">Patch notes</a></h2>
  <div class="result__snippet">What has changed&#8230;</div>
</div>
</div></body></html>`;
