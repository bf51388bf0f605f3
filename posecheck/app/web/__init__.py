"""The coach in a browser on this machine: a local server, its one WebSocket, and the page.

`guard` keeps strangers out, `site` has the addresses, `desk` the one session that runs, `session`
leads it as the window's does (worker, trainer, words and session file are those of `app.live`), and
`recordings` analyses files that were dropped onto the page. The page is in `static`. The call that
goes in: `command.run(request)`.
"""
