"""Writes the HTML pages of this folder: one kind of website each.

Run it from the folder ``tests``: python -m sample_documents.make_web_pages
"""

from pathlib import Path

from sample_documents.stories import (
    BRIDGE,
    BRIDGE_AUTHOR,
    BRIDGE_DIVERS,
    BRIDGE_HEADINGS,
    BRIDGE_PAY,
    BRIDGE_PUBLISHER,
    BRIDGE_TITLE,
    DEMANDS,
    FERRY,
    FERRY_TITLE,
    HARVEST,
    HARVEST_TITLE,
    LEVELS,
)

HERE = Path(__file__).parent


def paragraphs(texts: list[str], opening: str = "<p>", closing: str = "</p>") -> str:
    return "\n".join(f"{opening}{text}{closing}" for text in texts)


NEWS = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{BRIDGE_TITLE} | {BRIDGE_PUBLISHER}</title>
<link rel="canonical" href="https://www.harrow-courier.example/2025/11/18/old-bridge-closed">
<meta property="og:title" content="{BRIDGE_TITLE}">
<meta property="og:site_name" content="{BRIDGE_PUBLISHER}">
<meta property="og:type" content="article">
<meta name="description" content="Cracks in two of five piers keep the bridge shut.">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{BRIDGE_TITLE}",
"datePublished": "2025-11-18T17:05:00+01:00", "dateModified": "2025-11-20T09:12:00+01:00",
"author": [{{"@type": "Person", "name": "{BRIDGE_AUTHOR}"}}],
"publisher": {{"@type": "Organization", "name": "{BRIDGE_PUBLISHER}"}},
"mainEntityOfPage": "https://www.harrow-courier.example/2025/11/18/old-bridge-closed"}}
</script>
<script>window.dataLayer = window.dataLayer || []; track("pageview");</script>
<style>body {{ font-family: serif }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<div id="cookie-banner" class="cookie-consent" role="dialog"><p>We use cookies and similar
technologies to improve your experience, to measure our audience and to show you personalised
advertising. You can change your choice at any time.</p><button>Accept all</button></div>
<header class="site-header"><nav><ul>
<li><a href="/">Home</a></li><li><a href="/town">Town</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/weather">Weather</a></li></ul></nav></header>
<main id="main"><article class="story">
<h1>{BRIDGE_TITLE}</h1>
<p class="byline">By <a href="/authors/lindqvist">{BRIDGE_AUTHOR}</a></p>
<time datetime="2025-11-18T17:05:00+01:00">18 November 2025</time>
<div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Share on X</a></div>
<figure><img src="bridge.jpg" alt=""><figcaption>The second pier on Monday.</figcaption></figure>
<div class="story-body">
{paragraphs(BRIDGE[:2])}
<aside class="related"><h3>Read also</h3><ul><li><a href="/a">Ferry will run at night</a></li>
<li><a href="/b">What the flood left behind</a></li></ul></aside>
<p>{BRIDGE[2].replace("motorway crossing at Fell", '<a href="/fell">motorway crossing at Fell</a>')}
</p>
<div class="ad-slot">Advertisement</div>
<h2>{BRIDGE_HEADINGS[0]}</h2>
{paragraphs(BRIDGE_DIVERS)}
<blockquote><p>The warning signs had been known since 2019, and nothing was done about
them.</p></blockquote>
<h2>{BRIDGE_HEADINGS[1]}</h2>
<p>{BRIDGE[3]}</p>
{paragraphs(BRIDGE_PAY)}
<p>The residents of the upper town ask for:</p>
<ul>{"".join(f"<li>{demand}</li>" for demand in DEMANDS)}</ul>
</div>
<div class="newsletter-signup"><h3>Our morning letter</h3><p>Subscribe to our newsletter and get
the news of the valley in your inbox every morning.</p></div>
</article>
<section id="comments" class="comments"><h2>2 comments</h2>
<div class="comment"><p>They should have built a new one twenty years ago!</p></div>
<div class="comment"><p>My grandfather laid those stones, it will outlive us all.</p></div>
</section></main>
<footer class="site-footer"><p>© 2025 Harrow Courier. All rights reserved.</p>
<a href="/privacy">Privacy policy</a> <a href="/imprint">Imprint</a></footer>
</body></html>
"""

BLOG = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{HARVEST_TITLE} – Valley Notes</title>
<meta name="author" content="Jonas Bell">
<meta property="article:published_time" content="2025-10-02">
<meta property="og:site_name" content="Valley Notes">
<meta property="og:url" content="https://valley-notes.example/hops">
</head><body>
<div class="header"><a href="/">Valley Notes</a> · <a href="/about">About</a></div>
<div class="post hentry">
<h1 class="entry-title">{HARVEST_TITLE}</h1>
<div class="entry-content">
{paragraphs(HARVEST[:2])}
<h3>Water alone does not help</h3>
<p>{HARVEST[2]}</p>
<blockquote>We are not farming against the weather.<br>We are farming with it, until it stops
answering.</blockquote>
<ol><li><p>Replant the southern slopes.</p></li><li>Dig two more reservoirs, of which
<ul><li>one above Fell</li><li>one at the old quarry</li></ul></li></ol>
{paragraphs(HARVEST[3:])}
</div>
<div class="post-meta">Filed under <a href="/t/hops">hops</a>, <a href="/t/rain">rain</a></div>
</div>
<div id="sidebar" class="widget-area"><h3>Archive</h3><ul><li><a href="/9">September 2025</a></li>
<li><a href="/8">August 2025</a></li></ul></div>
<div id="footer">Powered by a small server in the attic.</div>
</body></html>
"""

OLD = f"""<HTML><HEAD><TITLE>{FERRY_TITLE}</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">
<META NAME="date" CONTENT="2025-11-19"></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="100%"><TR><TD VALIGN=top WIDTH=150>
<A HREF="/">Главная</A><BR><A HREF="/news">Новости</A><BR><A HREF="/mail">Почта</A></TD>
<TD><FONT SIZE=5><B>{FERRY_TITLE}</B></FONT><BR><BR>
{"<BR><BR>".join(FERRY)}<BR><BR></TD></TR></TABLE>
<CENTER><FONT SIZE=1>&copy; 2025 Город Харроу</FONT></CENTER></BODY></HTML>
"""

SOUP = f"""<html><head><meta charset="utf-8"><title>{HARVEST_TITLE}</title></head><body>
<div><div><div class="x1"><span>{HARVEST_TITLE}</span></div>
{paragraphs(HARVEST, '<div class="x2"><span>', "</span></div>")}
</div></div></body></html>
"""

MANUAL = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>River gauge handbook</title></head><body>
<nav class="toc"><ul><li><a href="#i">Installing</a></li><li><a href="#r">Reading</a></li></ul>
</nav>
<main><h1>River gauge handbook</h1>
<p>This handbook explains how the gauges on the Ambry are installed, read and checked.</p>
<h2 id="i">Installing</h2>
<p>Fix the staff to the pier with four bolts. Its zero must lie below the lowest known level.</p>
<pre><code>gauge --install --zero 1.20
gauge --check</code></pre>
<h2 id="r">Reading</h2>
<p>Read the gauge at seven in the morning and write the level down to the centimetre.</p>
<h3>Levels of 18 November</h3>
<table><caption>Levels at noon</caption><thead><tr>{
    "".join(f"<th>{cell}</th>" for cell in LEVELS[0])
}</tr></thead>
<tbody>{
    "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in LEVELS[1:])
}</tbody></table>
<dl><dt>Orange</dt><dd>The road along the bank is closed, and the ferry stops at dusk.</dd>
<dt>Yellow</dt><dd>Boats must be moored twice.</dd></dl>
<p>Report a broken staff at once.</p></main></body></html>
"""

SHORT = f"""<p>{BRIDGE[0]}</p><p>See the notice at the town hall.</p>"""

FAQ = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Bridge closure: questions
and answers</title></head><body><header><a href="/">Town of Harrow</a></header>
<div class="content"><h1>Bridge closure: questions and answers</h1>
<details><summary>When will the bridge open again?</summary><p>Not before the end of
March.</p></details>
<details><summary>Where can lorries cross?</summary><p>Only at Fell. The ferry carries no
lorries.</p></details>
<details><summary>Who pays for the repair?</summary><p>{BRIDGE[3]}</p></details></div>
<footer>Town hall, Market Square 1, Harrow</footer></body></html>
"""

LIVE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Flood on the Ambry: live</title><meta property="og:site_name" content="{BRIDGE_PUBLISHER}">
</head><body><main><h1>Flood on the Ambry: live</h1>
<article class="post"><time datetime="2025-10-21T18:40">18:40</time><h2>Bridge closed</h2>
<p>The police have closed the old bridge in both directions. Buses turn back at the market
square.</p></article>
<article class="post"><time datetime="2025-10-21T17:15">17:15</time><h2>Level still rising</h2>
<p>The gauge at Harrow shows 4.12 metres, 38 centimetres more than at noon.</p></article>
<article class="post"><time datetime="2025-10-21T15:30">15:30</time>
<p>Sandbags can be had at the fire station. Bring a shovel.</p></article>
</main></body></html>
"""

PAGES = {
    "news": (NEWS, "utf-8"),
    "blog": (BLOG, "utf-8"),
    "old-tables-windows-1251": (OLD, "cp1251"),
    "divs-only": (SOUP, "utf-8"),
    "manual": (MANUAL, "utf-8"),
    "fragment": (SHORT, "utf-8"),
    "faq": (FAQ, "utf-8"),
    "live": (LIVE, "utf-8"),
}

for name, (page, encoding) in PAGES.items():
    (HERE / f"{name}.html").write_bytes(page.encode(encoding))
