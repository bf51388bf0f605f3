"""The coach in a browser on this machine: a local server, its one WebSocket, and the page.

`guard` keeps strangers out, `site` has the addresses, `desk` the one session or plan that runs,
`session` and `day` lead it as the window's do (worker, trainer, words, session file and turns of a
plan are those of `app.live`), and `recordings` analyses files that were dropped onto the page.
`people`, `plans` and `remembered` are what the page shows and changes of people. The page is in
`static`. The call that goes in: `command.run(request)`.
"""
