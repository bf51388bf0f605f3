# Alle Sätze, die posecheck auf Deutsch sagt. Die Schlüssel sind die von en.ftl.

## Eine Live-Stunde: was gesagt wird

not-medical = posecheck ist kein Medizinprodukt.
stop-at-pain = Hören Sie sofort auf, wenn es wehtut.
wave-to-pause = Winken Sie in die Kamera, um eine Pause zu machen.
keys = Tasten: Leertaste macht Pause, h sagt, dass es wehtut, q beendet, f füllt den Bildschirm.
keys-in-plan = In einem Plan: n lässt eine Übung aus, s nimmt eine andere, q hört für heute auf.
plain = { $text }
get-ready = Machen Sie sich bereit.
begin = Los.
begin-phase = Und { $phase }.
going-on = Es geht weiter.
paused = Pause. Noch einmal winken, und es geht weiter. Eine Hand hochhalten beendet. Wenn es wehtut, winken Sie weiter.
paused-in-plan = Pause. Noch einmal winken, und es geht weiter. Eine Hand hochhalten zeigt die Auswahl: beim Richtigen senken. Wenn es wehtut, winken Sie weiter.
choice = { $command ->
    [skip] Diese auslassen?
    [swap] Lieber eine andere?
   *[finish] Für heute aufhören?
}
rest-between-sets = Satz { $set } ist geschafft. Ruhen Sie { NUMBER($rest_s, maximumFractionDigits: 0) } Sekunden aus.
all-done = Das war alles. Gut gemacht.
one-done = Gut gemacht.
plan-begins = Heute { $many ->
    [one] eine Übung
   *[other] { $many } Übungen
}, ungefähr { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
}. Die erste: { $title }.
plan-title = Plan für heute
plan-resumed = Der Plan für heute geht weiter: { $done ->
    [one] eine Übung ist
   *[other] { $done } Übungen sind
} schon geschafft.
plan-goes-on = Als Nächstes: { $title }.
plan-instead = Dafür: { $title }.
after-pain = Tut es weiter weh, hören Sie für heute auf. Ist es vorbei, winken Sie, dann geht es weiter: { $title }.
count = { $count }
praise = { $number ->
    [1] Besser. Gut gemacht.
    [2] Ja, genau so.
   *[other] Das war besser.
}
hurt-stop = Halt. Kommen Sie langsam heraus und ruhen Sie sich aus. Etwas Anstrengung ist normal, Schmerz nicht.
hurt-ask = Fragen Sie ärztlich oder physiotherapeutisch nach, bevor Sie diese Übung wieder machen.
hurt-leave-out = Sie haben gesagt, dass es wehtut. Lassen Sie diese Übung aus, bis Sie jemanden gefragt haben.

## Eine Live-Stunde: einrichten, ein Hinweis nach dem anderen

setup-light = Bitte mehr Licht.
setup-nobody = Kommen Sie ins Bild.
setup-people = Bitte nur eine Person.
setup-far = Kommen Sie etwas näher zur Kamera.
setup-side = Drehen Sie sich mit der Seite zur Kamera.
setup-front = Drehen Sie sich mit dem Gesicht zur Kamera.
setup-end = Drehen Sie Kopf oder Füße zur Kamera.
setup-back = Einen Schritt von der Kamera weg.
setup-middle = Etwas mehr zur Mitte.
setup-raise = Stellen Sie die Kamera etwas höher, oder gehen Sie einen Schritt zurück.
setup-lower = Neigen Sie die Kamera etwas nach unten, oder gehen Sie einen Schritt zurück.
setup-posture = { $posture ->
    [supine] Legen Sie sich auf den Rücken, in die Ausgangsstellung.
    [prone] Legen Sie sich auf den Bauch, in die Ausgangsstellung.
    [hands-and-knees] Gehen Sie auf Hände und Knie.
    [kneeling] Knien Sie sich hin, in die Ausgangsstellung.
    [standing] Stehen Sie aufrecht, in der Ausgangsstellung.
   *[seated] Sitzen Sie aufrecht, in der Ausgangsstellung.
}
setup-tilted = Die Kamera steht schief. Stellen Sie sie bitte gerade.
setup-ready = Gut. Bleiben Sie einen Moment still.
setup-ready-for-hold = Alles ist bereit. Nehmen Sie die Stellung ein: Die Uhr startet von selbst.

camera-side-low = Stellen Sie die Kamera seitlich von sich auf, auf Höhe der Hüfte und etwa so hoch wie ein Stuhlsitz. Kopf und Füße müssen die ganze Zeit im Bild sein.

## Eine Live-Stunde: was zu sehen ist

shown-set = Satz { $set } von { $sets }
shown-place = Übung { $number } von { $many }
shown-next = Als Nächstes
shown-begins = in { NUMBER($rest_s, maximumFractionDigits: 0) } s
shown-rest = Ruhe { NUMBER($rest_s, maximumFractionDigits: 0) } s
shown-stop = Halt
shown-paused = Pause
loading = { $step ->
    [camera] Die Kamera wird geöffnet
   *[model] Das Posenmodell wird geladen
}
shown-ready = bereit
shown-goal = Ziel
shown-get-into-position = Stellung einnehmen
shown-hold = halten { $held_s } s
shown-hold-of = halten { $held_s } von { $goal_s } s
shown-of-seconds = von { $goal_s } s
shown-seconds = Sekunden
shown-held = { $held_s } s
shown-held-of = { $held_s } von { $goal_s } s
shown-of = von { $target }
shown-sides = links { $left }   rechts { $right }
shown-reps = { $count ->
    [one] Mal
   *[other] Mal
}
shown-half = { $count } halb
sign-go-on = winken: weiter
sign-finish = Hand hoch: beenden
sign-choices = Hand hoch: { $choices }
sign-hurts = weiter winken: es tut weh
gesture-hurts = es tut weh
gesture-finish = beenden
gesture-skip = auslassen
gesture-swap = eine andere
gesture-finish-plan = für heute aufhören
slow-machine = Dieser Rechner ist langsam: { slow-remedy }
slow-remedy = { $lite ->
    [yes] L drücken für das leichtere Modell.
   *[no] neu beginnen mit --model-name lite.
}
slow-note = Nur { NUMBER($rate_hz, minimumFractionDigits: 1, maximumFractionDigits: 1) } Bilder in der Sekunde: { slow-remedy }
lite-used = Von hier an wird das leichtere Modell benutzt.
voice-missing = Keine Stimme auf diesem Rechner: Hinweise sind nur zu sehen, mit Tönen.
voice-missing-linux = { voice-missing } espeak-ng gibt ihm eine (apt install espeak-ng).
voice-language-missing = Keine Stimme auf diesem Rechner spricht { $language }: Hinweise sind nur zu sehen, mit Tönen.
sound-missing = Kein Ton auf diesem Rechner: Alles ist nur zu sehen.
voice-stopped = Die Stimme ist verstummt: Von jetzt an ist alles nur zu sehen.
not-translated = { $exercise } hat noch keine Texte auf { $language }: Alles erscheint auf Englisch.

## Bemerkungen zu Kamera, Blickrichtung, Licht und Platz

remark-nobody = { $light ->
    [dark] Niemand ist zu sehen: Es ist zu dunkel.
   *[enough] Niemand ist im Bild.
}
remark-light = Bitte mehr Licht: Im Bild ist es dunkel.
remark-people = Bitte nur eine Person im Bild.
remark-far = Kommen Sie näher zur Kamera: Sie sind zu klein im Bild.
remark-side = Drehen Sie sich mit der Seite zur Kamera.
remark-front = Drehen Sie sich mit dem Gesicht zur Kamera.
remark-end = Legen Sie sich mit Kopf oder Füßen zur Kamera.
remark-tilted = Die Kamera steht um etwa { $tilt_deg }° schief: Stellen Sie sie gerade, sonst sind Neigungen um so viel falsch.
remark-cut-off = Nicht im Bild: { $parts }.
remark-paused = Hier war Pause.
remark-hurt = Sie haben gesagt, dass es wehtut.
remark-camera-silent = Die Kamera gibt kein Bild. Ist sie angesteckt?
remark-camera-frozen = Das Bild der Kamera steht still.
remark-camera-black = Das Bild der Kamera ist schwarz. Ist die Abdeckung offen, brennt Licht?
remark-few-pictures = Zu wenige Bilder: { NUMBER($rate_hz, maximumSignificantDigits: 2) } in der Sekunde, oder sie liegen weit auseinander. Nötig sind { NUMBER($least_hz, maximumSignificantDigits: 2) } in der Sekunde in gleichen Abständen. Deshalb wird meist nicht beurteilt, wie lange Bewegungen dauern und wie ruhig sie sind. Mehr Licht kann helfen.
remark-sideways = Das Bild liegt auf der Seite oder steht auf dem Kopf: um { $turn } Grad drehen (--rotate { $turn }).
remark-no-pictures = Hier kam kein Bild.
remark-frozen = Hier stand das Bild still, während die Zeit weiterging.
remark-clock = { $count ->
    [1] Ein Bild mit falscher Zeit wurde hier weggelassen.
   *[other] { $count } Bilder mit falscher Zeit wurden hier weggelassen.
}
remark-damaged = Die Aufnahme ist hier beschädigt: Bilder fehlen oder sind verschmiert.
remark-looks-like = Das sieht nach { $title } ({ $other }) aus, nicht nach { $named }.
part-feet = Füße
part-knees = Knie
part-hips = Hüften
part-shoulders = Schultern
part-elbows = Ellbogen
part-hands = Hände
part-head = Kopf

## Fehler, die es bei jeder Übung geben kann

fault-halting = Eine ruhige Bewegung: langsamer, aber ohne anzuhalten.
fault-sudden = Sanft, ohne Ruck.
fault-shaking = Etwas langsamer und nicht so weit: Dann bleiben Sie ruhig.
fault-bouncing = Nicht federn: Bleiben Sie am Ende still.
fault-past-comfort = Das war weiter, als Ihnen guttut: Hören Sie etwas früher auf.
because-halting = Von 415 guten Bewegungen, gezeichneten und echten, steht keine unter 3,2 s still, und langsamere stehen höchstens 0,09 ihrer Dauer still. Von 62 mit zwei Halten von 0,4 s werden 61 gefunden. Ein Halt zählt, wenn alles still steht, was vom Körper gelesen wird.
because-sudden = Die Spitze einer Bewegung mit dem geringsten Ruck ist das 1,2-Fache ihrer üblichen Geschwindigkeit; 367 gute Bewegungen, gezeichnete und echte, haben bis zu 2,9. Ein Rutschen über den halben Weg in 0,25 s hat 2,1-11; wo es wenig hat, verrät es seine Spitze.
because-shaking = 148 gute Bewegungen haben bis zu 0,15° mehr, als ihre Geschwindigkeit erklärt. Ein Zittern von 3°, das man mit dem Auge sieht, liest sich bei acht gezeichneten Übungen als 0,9-2,7°.
because-bouncing = Gehaltene Enden guter Wiederholungen haben keine fünf schnellen Schwünge von 2,5° oder mehr hintereinander. Federn um 10°, ein- bis zweimal in der Sekunde, liest sich bei fünf von sechs gezeichneten Übungen als 5-13°.
because-past-comfort = Ihr eigener angenehmer Bereich, gemessen am { $date }.

## Warum etwas nicht beurteilt wurde

seen-little = nur zu { NUMBER($share, style: "percent") } gesehen
no-picture = kein Bild fiel hinein
too-few-pictures = weniger als { NUMBER($rate_hz, maximumFractionDigits: 0) } Bilder in der Sekunde: zu wenige, um die Zeit zu messen
no-repetition = keine Wiederholung war zu sehen, die in der Ausgangsstellung begann
no-hold = die Stellung war nicht zu sehen
recording-ended = die Aufnahme endete darin
position-left = die Stellung wurde darin verlassen
not-seen = ein Teil der Bewegung war nicht zu sehen
unclear = es war keine klare Bewegung hin und zurück
gap = der Körper war einen Augenblick nicht zu sehen
cut-off-by-recording = die Aufnahme beginnt oder endet darin
off-view = die Kamera steht dafür zu schräg
unmeasured-jumps = hier nicht messbar: Das Gelenk geht immer wieder verloren. Halten Sie es im Bild, mit nichts davor
unmeasured-slow-camera = hier nicht messbar: zu wenige Bilder in der Sekunde. Mehr Licht hilft
unmeasured-noise = hier nicht messbar: Die Punkte zittern selbst so stark. Kommen Sie näher, machen Sie mehr Licht, bleiben Sie seitlich
unmeasured-quick = hier nicht messbar: Eine schnelle Bewegung verbirgt ein Zittern. Bewegen Sie sich langsamer
unmeasured-dark = hier nicht messbar: Im Bild ist es dunkel. Machen Sie mehr Licht
unmeasured-small = hier nicht messbar: Die Bewegung ist zu klein im Bild. Kommen Sie näher

## Der Bericht

notice = posecheck ist kein Medizinprodukt: Bei Schmerz oder Zweifel fragen Sie eine Fachperson.
verdict-good = gut
verdict-fault = Fehler
verdict-not-judged = nicht beurteilt
verdict-not-all-judged = nicht alles beurteilt
verdict-incomplete = unvollständig
verdict-stopped = abgebrochen: es tat weh
verdict-first = { $verdict }: { $done }
verdict-half = halb
ended-left = Stellung verlassen
ended-not-seen = nicht mehr zu sehen
ended-source-ended = Ende der Aufnahme
side-left = links
side-right = rechts
heading-recognised = Was erkannt wurde
heading-wrong = Was falsch war
heading-close = Knapp an der Grenze
heading-known = Gut zu wissen
heading-camera = Kamera und Platz
heading-not-judged = Nicht beurteilt
column-number = Nr
column-side = Seite
column-span = von-bis
column-time = Zeit s
column-phase = { $phase } s
column-signal = { $signal } ({ $unit })
column-held = gehalten s
column-ended = zu Ende durch
column-verdict = Urteil
column-file = Datei
column-exercise = Übung
column-result = Ergebnis
range = { $low }-{ $high }
range-signed = { $low } bis { $high }
facts = { $clock } lang, { $frames ->
    [one] { $frames } Bild
   *[other] { $frames } Bilder
}, eine Person in { NUMBER($share, style: "percent") } gefunden
facts-profile = ; mit dem Profil { $profile }
at-least = ≥: So lange dauerte es mindestens; ein Teil davon war nicht zu sehen.
partial-until = Unvollständig: abgebrochen, nur bis { $clock } ausgewertet.
partial-mark = (unvollständig)
blocked-meanwhile = Währenddessen wurde nichts beurteilt.
more-in-it = und noch { $count ->
    [one] { $count } Mal
   *[other] { $count } Mal
} darin
and-more = { " " }und noch { $count ->
    [one] { $count } Mal
   *[other] { $count } Mal
}
repetition = Wiederholung { $number }
should-be-least = { $value } (mindestens { $limit } sollten es sein)
should-be-most = { $value } (höchstens { $limit } sollten es sein)
should-be-least-aim = { $value } (mindestens { $limit } sollten es sein; nehmen Sie sich { $aim })
usually = { $value } (sonst { $usual })
times = { $count ->
    [1] einmal
    [2] zweimal
   *[other] { $count }-mal
}
fault-times = { $check } { times }
summary = { $done }; { $faults }
summary-dose = { $done } ({ $dose })
dose-is = vorgesehen: { $dose }
dose-done = { $done } von { $asked } vorgesehenen
dose-held = { $done } von { $asked } vorgesehenen dauerten { $hold_s } s
summary-nothing = nichts gezählt
summary-half = { $count } halbe
summary-reps = { $count ->
    [one] { $count } Wiederholung
   *[other] { $count } Wiederholungen
}
summary-steps = { $count ->
    [one] { $count } Schritt
   *[other] { $count } Schritte
}
summary-sides = { $reps } ({ $left } links, { $right } rechts)
summary-cadence = { $steps }, { NUMBER($cadence, maximumFractionDigits: 0) } in der Minute
summary-holds = { $count }-mal gehalten, { $total_s } s zusammen
no-fault = kein Fehler
no-fault-in-judged = kein Fehler in dem, was zu beurteilen war
nothing-judged = nichts beurteilt
pace-steady = das Tempo war von Wiederholung zu Wiederholung gleich
pace-changed = das Tempo wechselte von Wiederholung zu Wiederholung: { $phases }
pace-phase = { $phase } { $shortest_s }-{ $longest_s } s
hold-shook = Halten { $number }: Sie haben etwas gezittert ({ $size }, { NUMBER($hz, maximumFractionDigits: 0) }-mal in der Sekunde), das ist normal
hold-tired = Halten { $number }: Sie haben etwas gezittert ({ $size }, { NUMBER($hz, maximumFractionDigits: 0) }-mal in der Sekunde), gegen Ende { $times }-mal so stark: Sie wurden müde
note-short-of-comfort = Das war weniger weit als sonst bei Ihnen. Das ist in Ordnung: Gehen Sie so weit, wie es guttut.
note-asymmetry = { $farther ->
    [left] Links ging es heute weiter als rechts, mehr als sonst bei Ihnen.
   *[right] Rechts ging es heute weiter als links, mehr als sonst bei Ihnen.
}
written = Geschrieben: { $path }
other-name = { $path }: { $usual } gehört zu einer anderen Aufnahme, darum heißt der Bericht { $name }.
only-landmarks = { $path }: nur Punkte, keine Bilder, darum kein Video mit Anmerkungen.
interrupted = Abgebrochen: Der Bericht ist unvollständig.
interrupted-rest = Abgebrochen: Der Bericht ist unvollständig; { $count } weitere nicht angesehen.
no-range-here = { $exercise } hat kein Ende der Bewegung: beurteilt wie für alle.
profile-lacks = Das Profil { $profile } weiß nichts von { $exercise }: ohne es beurteilt. `posecheck calibrate { $exercise } SOURCE --profile { $profile }` fügt es hinzu.
profile-other-model = Das Profil { $profile } wurde mit einem anderen Modell gemessen ({ $model }): Seine Grenzen können um einige Grad abweichen.
no-hold-here = { $exercise } wird nicht gehalten: --hold ändert nichts.
video-lacks = { $count ->
    [one] { $count } Bild fehlt
   *[other] { $count } Bilder fehlen
} im Video: keine Zeit.
camera-gave-up = Die Kamera gab { NUMBER($waited_s, maximumFractionDigits: 0) } s lang kein brauchbares Bild, darum wurde die Stunde beendet; was getan wurde, steht im Bericht.
no-video = Kein Video: { $why }
not-kept = Die Stunde wird nicht zur Rettung aufgehoben: { $why }
no-longer-kept = Die Stunde wird nicht mehr zur Rettung aufgehoben: { $why }
session-file-stays = Die Datei der Stunde bleibt, wo sie ist: { $path }

## Der eigene Bereich einer Person

left-aside = { $check } in { $count ->
    [one] Wiederholung { $numbers }
   *[other] den Wiederholungen { $numbers }
}
left-aside-note = Nicht benutzt: { $what }.
too-few-repetitions = { on-side }{ $count ->
    [0] keine brauchbaren Wiederholungen
    [one] nur { $count } brauchbare Wiederholung, { $needed } sind nötig
   *[other] nur { $count } brauchbare Wiederholungen, { $needed } sind nötig
}
end-hidden = { on-side }das Ende der Bewegung ({ $signal }) war nur in { $seen } von { $count ->
    [one] { $count } Wiederholung
   *[other] { $count } Wiederholungen
} zu sehen
much-hidden = in { NUMBER($share, style: "percent") } der Bilder war ein Teil von Ihnen verdeckt
rest-not-seen = { on-side }die Ausgangsstellung war nicht in Ruhe zu sehen
too-wide = { on-side }die Wiederholungen sind zu verschieden ({ $signal } endete bei { $low } bis { $high })
on-side = { $side ->
    [left] links:{ " " }
    [right] rechts:{ " " }
   *[both] { "" }
}
was-blocked = von { NUMBER($start_s, maximumFractionDigits: 0) } bis { NUMBER($end_s, maximumFractionDigits: 0) } s war nichts zu beurteilen
found-too-little = nur in { NUMBER($share, style: "percent") } der Bilder wurde eine Person gefunden
no-range-steps = { $exercise } kann nicht gemessen werden: Schritte haben kein Ende der Bewegung, über das man hinausgeht
no-range-hold = { $exercise } kann nicht gemessen werden: Ein Halten hat kein Ende der Bewegung, über das man hinausgeht
remedy-show-all = Stellen Sie die Kamera so, dass alles von Ihnen zu sehen ist, und nehmen Sie neu auf.
remedy-record-again = Nehmen Sie { $count } oder mehr langsame, angenehme Wiederholungen auf, mit einer kurzen Ruhe dazwischen.
remedy-too-wide = Gehen Sie jedes Mal so weit, wie es angenehm ist, nicht weiter; mehr Wiederholungen helfen auch.
remedy-no-range = Ihre Grenzen sind für alle gleich; `posecheck show` nennt sie.
remedy-camera = { $camera }
then-again = { $remedy } Dann nehmen Sie neu auf.

replaced = Ersetzt in: { $path }
no-profiles = Noch keine Profile. `posecheck calibrate ID SOURCE --profile NAME` legt eines an.
column-profile = Name
column-exercises = Übungen
column-last-calibrated = zuletzt gemessen
delete-profile = Das Profil { $name } für immer löschen? [y/N]
nothing-deleted = Nichts wurde gelöscht.
deleted = Gelöscht: { $path }
profile = Profil { $name }
calibrated = { $date }, { $reps }, { $view ->
    [side] von der Seite gesehen
    [front] von vorn gesehen
   *[end] von Kopf oder Füßen her gesehen
}
exercise-gone = Diese Übung gibt es nicht mehr.
column-how-far = wie weit
column-at-rest = in Ruhe
column-comfortable = angenehm
column-spread = Streuung
column-too-far = zu weit
too-far = { $farther ->
    [up] über { $limit }
   *[down] unter { $limit }
}
sides-apart = { $signal }: { $farther ->
    [left] Links geht es { $apart } weiter als rechts.
    [right] Rechts geht es { $apart } weiter als links.
   *[neither] Links und rechts sind { $apart } auseinander; das kann am Modell liegen.
}
resting-values = In Ruhe{ $sided ->
    [yes] { " " }(links und rechts, wo sie verschieden sind)
   *[no] { "" }
}: { $values }.

## Das Blatt einer Übung

sheet-camera = Kamera
sheet-how = So geht es
sheet-dose = Wie viel
sheet-counted = Was gezählt wird
sheet-judged = Was beurteilt wird
sheet-not-shown = Was man so nicht sieht
sheet-cautions = Vorsicht
sheet-repetition = Eine Wiederholung ist { $phases }.
sheet-zone = { $zone }: von { $enter } bis { $leave }
sheet-why = Warum: { $because }
sheet-whether = ob es { $other } ist
dose-sets = { $sets } x { $reps }
dose-reps = { $reps ->
    [1] einmal
   *[other] { $reps }-mal
}
dose-hold = { $hold_s } s halten
dose-times = { $sets }-mal
dose-each-side = { $dose } auf jeder Seite
dose-open = so lange Sie können
limit-min = mindestens { $value }
limit-at_least = erreicht mindestens { $value }
limit-max = höchstens { $value }
limit-at_most = sinkt bis { $value }
limit-drop = sinkt um höchstens { $value }
limit-at_least_s = dauert mindestens { $value } s
limit-at_most_s = dauert höchstens { $value } s
limit-for_s = was unter { $value } s dauert, zählt nicht
limit-within = bleibt bis auf { $value } in seiner Mitte
limit-worse = { $value ->
    [lower] schlechter ist niedriger
   *[higher] schlechter ist höher
}
limit-at_most_per_s = ändert sich um höchstens { $value } in der Sekunde
limit-at_least_per_min = mindestens { $value } Schritte in der Minute
limit-at_most_per_min = höchstens { $value } Schritte in der Minute
limit-within_s = unterbrochen und binnen { $value } s wieder aufgenommen
limit-reach = erreicht { $value }
limit-zones = lässt { $value } aus
limit-stop_s = steht in einer Bewegung höchstens { $value } s still
limit-suddenness = Spitzengeschwindigkeit höchstens das { $value }-Fache der üblichen
limit-shaking_deg = zittert um höchstens { $value }° (mehr, wo es schnell geht)
limit-swing_deg = keine schnellen Schwünge von { $value }° am Ende einer Bewegung

## Welche Übung eine Aufnahme zeigt

which-exercise = { $file }: welche Übung?
recognised = { $file }: erkannt als { $exercise }, Übereinstimmung { NUMBER($share, style: "percent") } (danach: { $others }).
recognised-same = { $file }: aus dieser Ansicht sieht { $others } gleich aus; mit --exercise wird es als das ausgewertet.
recognised-parts = { $file }: { $parts }.
recognised-part = { $start }–{ $end } { $title }
gap-rest = Pause
gap-none = keine der Übungen
analysed-as = { $file }: Nur { $title } wird ausgewertet. Die Aufnahme zerschneiden, oder eine andere Übung mit --exercise angeben.
nothing-else = nichts anderes
not-sure = { $path }: Es ist nicht sicher, welche Übung das ist.
none-of-them-nearest = { $path }: keine der Übungen, die ich kenne. Am nächsten kommen:
candidate = { $number }. { $title } (Übereinstimmung { NUMBER($share, style: "percent") })
candidate-none = { $number }. Keine davon ({ NUMBER($share, style: "percent") })
which-one = Welche
number-please = Bitte eine Zahl von 0 bis { $count }.

## Viele Aufnahmen auf einmal

batch-clips = { $count ->
    [one] { $count } Aufnahme
   *[other] { $count } Aufnahmen
}
batch-left-out = { $count ->
    [one] { $count } Datei, die posecheck selbst geschrieben hat, bleibt weg.
   *[other] { $count } Dateien, die posecheck selbst geschrieben hat, bleiben weg.
}
batch-looking = Welche Aufnahmen sind fertig?
batch-begin = { batch-clips }, { $before } schon fertig. Strg-C hält an; derselbe Befehl macht weiter.
batch-bar = Aufnahmen ({ $failed } misslungen)
batch-line = { $number } von { $count }: { $file }: { $result }
batch-done = fertig
batch-failed = misslungen: { $why }
batch-totals = { batch-clips }: { $good } gut, { $faults } mit Fehlern, { $incomplete } unvollständig, { $unjudged } nicht beurteilt, { $failed } misslungen ({ $before } schon fertig).
batch-more = Und { $count } weitere: siehe die Zusammenfassung.
batch-left = { $count ->
    [one] { $count } Aufnahme ist
   *[other] { $count } Aufnahmen sind
} noch nicht fertig. Derselbe Befehl macht weiter.

## Die Seite eines Berichts, und Berichte vergleichen

nothing-listed = Keine Übung passt. `posecheck exercises` zeigt alle.
told-good = Es wurde kein Fehler gefunden.
told-fault = { $count ->
    [one] Ein Fehler wurde gefunden. Was zu tun ist, steht unten.
   *[other] { $count } Fehler wurden gefunden. Was zu tun ist, steht unten.
}
told-not-judged = Nichts konnte beurteilt werden. Der Grund steht unten.
told-not-all-judged = In dem, was beurteilt werden konnte, wurde kein Fehler gefunden. Manches konnte nicht beurteilt werden: was, und warum, steht unten.
told-incomplete = Es wurde kein Fehler gefunden, aber es war weniger, als es sein sollte.
told-stopped = Die Person hat gesagt, dass es wehtat, und hat aufgehört.
page-title = { $title }, { $source }
page-titles = { $count } Berichte
page-title-compared = Verglichen: { $title }
page-file = Aufnahme
page-recorded = Aufgenommen
page-length = Länge
page-seen = Person gefunden
page-share = in { NUMBER($share, style: "percent") } der Bilder
page-view = Kamera
page-person = Profil
page-dose = Dosis
view-side = seitlich
view-front = von vorn
view-end = von den Füßen oder vom Kopf her
page-strip = Die Bewegung über die Zeit
page-strip-described = { $signal } über die Länge der Aufnahme, mit Zonen, Wiederholungen und Haltezeiten. Die Tabellen auf dieser Seite sagen dasselbe als Text.
page-strip-none = Die Kurve fehlt: nur der Bericht wurde gelesen. Geben Sie die Aufnahme selbst an, oder legen Sie ihren Verlauf neben den Bericht (analyze --trace).
page-strip-key = Ein Dreieck mit einer Nummer ist ein Fehler dieser Nummer. Getönte Zonen tragen rechts ihren Namen. Unter der Kurve stehen Wiederholungen und Haltezeiten; gestrichelte Linien sind halbe Wiederholungen.
page-hatched = Wo schraffiert ist, wurde nichts beurteilt.
page-video = Video mit Anmerkungen
page-faults-none = Es wurde kein Fehler gefunden.
page-reps = Wiederholungen
page-holds = Haltezeiten
page-sides = Links gegen rechts
page-sides-note = Mittelwerte über die ganzen Wiederholungen und die Haltezeiten. In Klammern: der Unterschied, den die Messung von selbst machen kann, in 19 von 20 Fällen. Kleinere sind Rauschen.
page-left = links
page-right = rechts
page-change = Unterschied
page-what = was
page-noise = echt oder Rauschen
page-range = Wie weit es ging
page-range-note = In guten Bildern stimmt ein Winkel auf 2-6°, wenn die Kamera richtig steht, und auf 8°, wenn sie 30° daneben steht. In einer Aufnahme ist dieser Fehler bei jeder Wiederholung derselbe. Darum lassen sich ihre Wiederholungen besser miteinander vergleichen als mit einer anderen Aufnahme.
page-signal = Signal
page-lowest = tiefster Wert
page-highest = höchster Wert
page-same-recording = in dieser Aufnahme
page-other-recording = gegen eine andere Aufnahme
page-limits = Benutzte Grenzen
page-check = Prüfung
page-limit = Grenze
page-why = warum
page-about = Gemacht von posecheck { $version } mit dem Posenmodell { $model }.
page-about-alone = Gemacht von posecheck { $version }.
compared-report = Bericht
compared-measured = Was gemessen wurde
compared-measured-note = Mittelwerte über die ganzen Wiederholungen und die Haltezeiten; der Unterschied ist der letzte weniger der erste. In Klammern: der Unterschied, den die Messung von selbst machen kann, zwischen zwei Aufnahmen von derselben Seite, in 19 von 20 Fällen. Kleinere sind Rauschen.
compared-faults = Fehler
compared-hints = Gut zu wissen
compared-of = { $count } von { $done }
compared-no-measure = Diese Berichte haben nichts Gemessenes gemeinsam.
compared-all-noise = Nichts unterscheidet sich um mehr, als die Messung von selbst macht.
compared-differs = Mehr, als die Messung von selbst macht: { $what }.
compared-views = Die Aufnahmen zeigen verschiedene Ansichten: allein dadurch unterscheiden sich Winkel.
compared-models = Die Aufnahmen wurden mit verschiedenen Posenmodellen gelesen: allein dadurch können sich Winkel unterscheiden.
compared-limits = Die Berichte wurden nach verschiedenen Grenzen beurteilt: ihre Fehler lassen sich nur mit Vorsicht vergleichen.
compared-people = Die Berichte nennen verschiedene Profile: { $people }.
measure-repetition = Dauer der Wiederholung
measure-phase = Dauer: { $phase }
measure-hold = { $zone } gehalten
measure-highest = { $signal }, höchster Wert
measure-lowest = { $signal }, tiefster Wert
change-real = echt (über { $least })
change-noise = Rauschen (bis { $least })
change-unknown = nicht bekannt
limit-reach-many = erreicht ihre Zone, die mehrere Bedingungen hat
term-over = { $signal } über { $limit }
term-under = { $signal } unter { $limit }

## Eine Übung für eine Live-Stunde aussuchen

pick-keys = Pfeile und Enter wählen, Tab oder 1 bis 4 ändern die Auswahl, q verlässt sie. Oder anklicken.
posture = { $posture ->
    [supine] Auf dem Rücken
    [prone] Auf dem Bauch
    [hands-and-knees] Auf Händen und Knien
    [kneeling] Im Knien
    [standing] Im Stehen
   *[seated] Im Sitzen
}

## Einheiten

unit-trunk-lengths = Rumpflängen
unit-trunk-lengths-s = Rumpflängen/s
unit-steps-min = Schritte/min

## Ein Plan

plan-head = Plan für { $day }: etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
plan-routine = Ablauf: { $title }
plan-empty = Heute passt nichts. Was ausgelassen ist und warum, steht unten.
plan-new = neu
plan-level = Stufe { $level } von { $levels }
plan-left-out = Heute ausgelassen
plan-later = Später, alle paar Tage eine mehr
plan-start = Anfangen: posecheck live { $exercise } { $options }
plan-put-back = `posecheck plan --put-back { $exercise }` nimmt { $title } wieder auf, sobald es ärztlich oder physiotherapeutisch abgesprochen ist.
plan-kept = Ihre Antworten stehen im Profil { $name }.
plan-not-kept = Ihre Antworten werden nicht aufgehoben: Mit --profile NAME bleiben sie, und der Plan wächst.
plan-bad-today = Nur Ruhe und sanfte Übungen. Ist der Schmerz neu oder stark, zieht er bis in einen Fuß, fühlt sich etwas taub oder schwach an? Dann fragen Sie zuerst ärztlich nach.
plan-no-history = Der Verlauf ist nicht zu lesen, darum ist der Plan wie für einen ersten Tag: { $why }
ask-areas = Wo tut es weh, oder wofür möchten Sie etwas tun? (Nummern, etwa 1,3)
ask-troubles = Haben Sie etwas davon? (Nummern; nichts für nichts)
ask-forbidden = Ist Ihnen ärztlich etwas davon verboten? (Nummern; nichts für nichts)
ask-at-hand = Was haben Sie da? (Nummern; nichts für nichts)
ask-minutes = Wie viele Minuten haben Sie
ask-feels = Wie ist es heute? (eine Nummer)
ask-again = { $answer }: Bitte Nummern von 1 bis { $count }.
area-lower-back = unterer Rücken
area-upper-back = oberer Rücken
area-neck = Nacken
area-all = alle
feels-good = gut, oder wie immer
feels-sore = wund
feels-bad = schlecht
need-floor = Platz am Boden (am besten mit Matte)
need-chair = einen Stuhl
need-roller = eine Faszienrolle
need-wall = eine Wand zum Festhalten
demand-twisting = den Rücken zu drehen
demand-bending-forward = sich nach vorn zu beugen
demand-bending-backward = sich nach hinten zu beugen
demand-lying-face-down = auf dem Bauch zu liegen
demand-hands-and-knees = der Vierfüßlerstand
demand-kneeling = zu knien
demand-arms-overhead = die Arme über den Kopf zu heben
demand-turning-the-head = den Kopf zu drehen
demand-standing-on-one-leg = auf einem Bein zu stehen
trouble-disc-trouble = Bandscheibenbeschwerden
trouble-spinal-arthritis = Arthrose der Wirbelsäule
trouble-facet-joint-pain = Schmerzen in den Wirbelgelenken
trouble-osteoporosis = Osteoporose
trouble-sciatic-pain = Ischiasschmerz
trouble-neck-trouble = Nackenbeschwerden
trouble-shoulder-trouble = Schulterbeschwerden
trouble-wrist-trouble = Beschwerden im Handgelenk
trouble-hip-trouble = Hüftbeschwerden
trouble-knee-trouble = Kniebeschwerden
trouble-groin-injury = eine Verletzung der Leiste
trouble-dizziness = Schwindel
trouble-unsteadiness = unsicherer Stand
why-begin = Sie beginnen mit wenigen.
why-good-days = { $missing ->
    [one] Noch { $missing } guter Tag, dann wird es mehr.
   *[other] Noch { $missing } gute Tage, dann wird es mehr.
}
why-wait = Es ging gut. Mehr wird es in { $days ->
    [one] { $days } Tag: kleine Stufen.
   *[other] { $days } Tagen: kleine Stufen.
}
why-more = Ein wenig mehr: { $good ->
    [one] Seit der letzten Stufe ging es an { $good } Tag gut.
   *[other] Seit der letzten Stufe ging es an { $good } Tagen gut.
}
why-goal = Das ist die ganze Menge aus der Quelle. Jetzt geht es um die Regelmäßigkeit.
why-hurt = Letztes Mal tat es weh, darum gehen Sie die Hälfte der Stufen zurück. Mehr wird es wieder, wenn Tage gut gehen.
why-faults = Letztes Mal hatte mehr als ein Viertel einen Fehler. Es bleibt, wie es ist: Zuerst kommt die gute Ausführung.
why-short = Letztes Mal wurde nicht alles gemacht. Es bleibt, wie es ist.
why-back-faults = An zwei Tagen nacheinander gab es viele Fehler, darum geht es eine Stufe zurück.
why-back-short = An zwei Tagen nacheinander wurde nicht alles gemacht, darum geht es eine Stufe zurück.
why-break-same = { $weeks ->
    [one] Eine Woche
   *[other] { $weeks } Wochen
} ohne: Es bleibt, wie es war.
why-break-back = { $weeks ->
    [one] Eine Woche
   *[other] { $weeks } Wochen
} ohne, darum geht es { $back ->
    [one] { $back } Stufe
   *[other] { $back } Stufen
} zurück.
why-break-anew = { $weeks ->
    [one] Eine Woche
   *[other] { $weeks } Wochen
} ohne, darum beginnt es wieder mit wenigen.
why-sore-today = Heute ist es wund, darum zählt nur die Hälfte der Stufen.
why-bad-today = Heute ist es schlecht, darum nur wenige.
left-out-wish = Von Ihnen ausgelassen.
left-out-hurt = Es tat am { $day } weh. Fragen Sie ärztlich oder physiotherapeutisch nach, bevor Sie es wieder aufnehmen.
left-out-forbidden = Ärztlich verboten: { $demands }.
left-out-caution = Fragen Sie zuerst ärztlich oder physiotherapeutisch nach ({ $troubles }).
left-out-needs = Dafür braucht es { $needs }.
left-out-sore = Zu schwer für einen wunden Tag.
left-out-bad = Zu schwer für einen schlechten Tag.
left-out-minutes = Kein Platz in { $minutes ->
    [one] { $minutes } Minute.
   *[other] { $minutes } Minuten.
}
left-out-later = Kommt später.

## Das Ende einer Stunde, in wenigen freundlichen Worten

done-nothing = Diesmal wurde nichts gezählt.
done-all = Sie haben alles gemacht: { summary-counts }.
done-part = Sie haben { $done } von { $asked } gemacht.
done-open = Sie haben { summary-counts } gemacht.
summary-counts = { $counts ->
    [holds] { $done }-mal gehalten
   *[reps] { summary-count }
}
summary-count = { $done ->
    [one] { $done } Wiederholung
   *[other] { $done } Wiederholungen
}
best-no-fault = Kein einziger Fehler. Sehr gut.
best-fewer-faults = Weniger Fehler als letztes Mal. Sehr gut.
best-longer-hold = Sie haben { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
} länger gehalten als letztes Mal.
best-more = { $more ->
    [one] Eine mehr als letztes Mal.
   *[other] { $more } mehr als letztes Mal.
}
best-steady = Sie haben sich ruhig und gleichmäßig bewegt.
best-all-done = Sie haben alles gemacht.
best-came = Sie haben heute etwas für Ihren Rücken getan.
best-tried = Sie haben sich Zeit für Ihren Rücken genommen. Das zählt.
best-stopped = Es war richtig, aufzuhören.
summary-work-on = Fürs nächste Mal: { $text }
pace-calmer = Ruhiger als letztes Mal: { NUMBER($now_s, maximumFractionDigits: 1) } s je Bewegung, damals { NUMBER($before_s, maximumFractionDigits: 1) } s.
pace-quicker = Etwas schneller als letztes Mal: { NUMBER($now_s, maximumFractionDigits: 1) } s je Bewegung, damals { NUMBER($before_s, maximumFractionDigits: 1) } s. Langsam ist gut.
pace-same = Das Tempo war wie letztes Mal.
range-farther = Sie sind weiter gegangen als letztes Mal, solange es sich leicht anfühlt.
range-less = Sie sind weniger weit gegangen als letztes Mal. Das ist in Ordnung: so weit, wie es guttut.
range-same = Sie sind so weit gegangen wie letztes Mal.
next-reps = Nächstes Mal: { $sets } x { $reps }.
next-hold = Nächstes Mal: { times } { NUMBER($hold_s, maximumFractionDigits: 0) } s halten.
next-held = Nächstes Mal: { $sets } x { $reps }, { NUMBER($hold_s, maximumFractionDigits: 0) } s halten.
next-open = Nächstes Mal: dasselbe.
next-hurt = Diese Übung bleibt aus, bis Sie sie wieder aufnehmen. Fragen Sie zuerst ärztlich oder physiotherapeutisch nach.
day-nothing = Heute wurde nichts gezählt. Das macht nichts: morgen ist auch ein Tag.
day-all = { $count ->
    [one] Sie haben die Übung von heute geschafft. Sehr gut.
   *[other] Sie haben alle { $count } Übungen von heute geschafft. Sehr gut.
}
day-part = Sie haben heute { $count } von { $many } Übungen gemacht. Das zählt.
day-hurt = { $title } hat wehgetan. { $kept ->
    [yes] Diese Übung bleibt aus, bis Sie sie zurückholen. Fragen Sie vorher ärztlich oder physiotherapeutisch nach.
   *[no] Lassen Sie diese Übung aus, bis Sie ärztlich oder physiotherapeutisch nachgefragt haben.
}

## Der Verlauf

history-none = Im Verlauf steht noch nichts. Mit --profile NAME kommen Stunden von `posecheck live` und `posecheck analyze` hinein.
history-of = { $name }: { history-sessions } an { history-days }, { $first } bis { $last }
history-sessions = { $sessions ->
    [one] { $sessions } Stunde
   *[other] { $sessions } Stunden
}
history-days = { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
history-legend = { $done } eine Stunde   { $hurt } es tat weh   { $none } nichts
history-no-such = { $name } hat keine Stunde mit { $exercise }.
history-most-frequent = Am häufigsten: { $faults }
history-kept = Im Verlauf von { $name }.
history-not-kept = Nicht im Verlauf: { $why }
history-add-later = `posecheck history --profile { $name } --add { $path }` holt es nach.
history-no-date = { $path }: Die Aufnahme hat kein Datum, darum steht sie nicht im Verlauf. `posecheck history --profile { $name } --day JJJJ-MM-TT --add { $report }` holt es nach.
history-kept-several = Im Verlauf von { $name }: { history-sessions }.
history-no-dates = { $sessions ->
    [one] 1 Aufnahme von { $name } hat kein Datum, darum steht sie nicht im Verlauf.
   *[other] { $sessions } Aufnahmen von { $name } haben kein Datum, darum stehen sie nicht im Verlauf.
} `posecheck history --profile { $name } --day JJJJ-MM-TT --add BERICHT` holt eine nach.
history-add-several = `posecheck history --profile { $name } --add BERICHT…` holt { $sessions ->
    [one] die Stunde
   *[other] die { $sessions } Stunden
} nach.
history-added = Hinzugefügt: { $path } ({ $day })
history-remains = Im Verlauf stehen noch { history-sessions } von { $name }. `posecheck history --profile { $name } --forget all` löscht sie.
forget-ask = { history-sessions } von { $name } für immer vergessen? [y/N]
forget-nothing = Es gibt nichts zu vergessen.
forget-kept = Nichts wurde vergessen.
forget-done = Vergessen: { history-sessions }.
column-week = Woche ab
column-done = gemacht
column-sessions = Stunden
column-range = wie weit
column-hold = gehalten s
column-pace = Bewegung s
column-steady = ruhig
chart-title = { $exercise }, Woche für Woche
chart-sessions = Stunden
chart-range = wie weit ({ $unit })
chart-hold = gehalten (s)
chart-pace = eine Bewegung (s)
chart-steady = ruhig (%)

## The page in a browser

web-address = Diese Adresse in einem Browser auf diesem Gerät öffnen: { $address }
web-stop = Die Adresse ist ein Schlüssel: Wer sie hat, kann die Seite benutzen. Strg-C beendet posecheck.
web-no-key = Öffnen Sie die Adresse, die posecheck web gezeigt hat. Ihr Ende ist der Schlüssel zu dieser Seite.
web-skip = Zum Inhalt
web-navigation = Ansichten
web-exercises = Übungen
web-recordings = Aufnahmen
web-history = Verlauf
web-settings = Einstellungen
web-choose-title = Was möchten Sie tun?
web-choose-lead = Wählen Sie eine Übung. Die Bilder Ihrer Kamera bleiben auf diesem Gerät, und keines wird behalten.
web-search = Suche
web-search-hint = Brücke, Drehung, Dehnung
web-where-it-hurts = Wo es wehtut
web-area-all = überall
web-exercises-found = Übungen
web-nothing-found = Keine Übung hat diese Wörter. Versuchen Sie es mit weniger.
web-about = etwa
web-minutes = Min.
web-posture-supine = Auf dem Rücken
web-posture-prone = Auf dem Bauch
web-posture-hands-and-knees = Im Vierfüßlerstand
web-posture-kneeling = Im Knien
web-posture-seated = Im Sitzen
web-posture-standing = Im Stehen
web-today = Heute
web-step-done = heute schon gemacht
web-plan = Plan
web-who = Für wen ist es?
web-who-lead = Ein Plan und ein Verlauf gehören zu einer Person. Wählen Sie eine, oder geben Sie einen neuen Namen an.
web-person-new = Neue Person
web-person-name = Name
web-person-hint = Kleine Buchstaben ohne Umlaute, Ziffern, - und _, etwa anna oder anna-2.
web-person-make = Person anlegen
web-person-made = Angelegt und für diesen Browser gewählt:
web-name-wrong = Das kann hier kein Name sein. Nehmen Sie bis zu 40 kleine Buchstaben ohne Umlaute, Ziffern, - und _, etwa anna oder anna-2.
web-name-taken = Eine Person mit diesem Namen gibt es schon. Wählen Sie sie, oder geben Sie einen anderen Namen an.
web-person-delete = Diese Person löschen
web-person-delete-ask = Das löscht die eigenen Grenzen und den Plan der Person. Gelöschtes lässt sich nicht zurückholen.
web-person-delete-history = Auch den Verlauf löschen
web-person-delete-sure = Ja, löschen
web-person-deleted = Die Person ist gelöscht.
web-person-history-stays = Ihr Verlauf ist noch da: Wer diesen Namen wieder anlegt, hat ihn.
web-session-runs = Ihre Stunde läuft gerade. Beenden Sie sie zuerst.
web-too-much = Das ist mehr, als posecheck auf einmal nimmt.
web-plan-make = Plan machen
web-plan-offer = Ein Plan nennt ein paar Übungen für heute. Er wächst in kleinen Schritten, solange es gut geht.
web-plan-change = Antworten und Abläufe
web-question = Frage
web-ask-areas = Wo tut es weh, oder wofür möchten Sie etwas tun?
web-ask-troubles = Haben Sie etwas davon?
web-ask-forbidden = Hat eine Ärztin oder ein Arzt etwas davon verboten?
web-ask-at-hand = Was ist zur Hand?
web-ask-minutes = Wie viele Minuten haben Sie?
web-ask-feels = Wie ist es heute?
web-ask-some = Wählen Sie eines oder mehrere.
web-ask-none = Wählen Sie alles, was zutrifft. Wenn nichts zutrifft, gehen Sie weiter.
web-ask-too-few = Wählen Sie mindestens eines.
web-ask-number = Geben Sie eine Zahl von 1 bis 180 Minuten an.
web-next = Weiter
web-answers = Ihre Antworten
web-answers-again = Neu antworten
web-answer-none = nichts
web-answers-kept = Behalten. Der Plan für heute ist neu gemacht.
web-routines = Abläufe
web-routines-lead = Folgen Sie Ihrem eigenen Plan oder einem von diesen. Beide wachsen in kleinen Schritten.
web-own-plan = Ihr eigener Plan
web-own-plan-about = Übungen für das, was wehtut, nach Ihren Antworten gewählt.
web-to-today = Zum Plan für heute
web-day-start = Plan für heute beginnen
web-day-go-on = Mit dem Plan für heute weitermachen
web-day-again = Noch einmal machen
web-day-lead = Eine Übung nach der anderen, mit Pausen. Sie müssen nichts anfassen: Winken hält an.
web-why-doses = Warum diese Übungen, und so viel
web-leave-out = Weglassen
web-put-back = Wieder aufnehmen
web-put-back-ask = Sie tat weh. Nehmen Sie sie erst wieder auf, wenn Arzt oder Physiotherapie zustimmt.
web-put-back-sure = Zugestimmt: wieder aufnehmen
web-agreed = Zugestimmt: aufnehmen
web-plan-skip = Auslassen
web-plan-swap = Eine andere
web-keys-plan = Tasten: Leertaste hält an, N lässt aus, S nimmt eine andere, Q beendet für heute, H sagt, dass es wehtut.
web-keep-reports = Berichte behalten
web-not-kept-day = Die Zahlen sind im Verlauf. Ein Bericht wird nur behalten, wenn Sie es verlangen.
web-broken-title = Eine Stunde wurde abgebrochen
web-broken-text = Was bis dahin gemacht wurde, lässt sich noch zeigen:
web-broken-show = Zeigen, was gemacht wurde
web-broken-delete = Löschen
web-all-exercises = Alle Übungen
web-no-exercise = Diese Übung gibt es nicht.
web-how = So geht es
web-cautions = Bevor Sie beginnen
web-where-camera = Wohin die Kamera kommt
web-needs = Sie brauchen:
web-how-much = Wie viel
web-sets = Sätze
web-reps = Wiederholungen
web-hold-seconds = Halten, Sekunden
web-less = weniger
web-more = mehr
web-start = Kamera einschalten
web-start-note = Ihr Browser fragt, ob er die Kamera benutzen darf. Gezählt wird erst, wenn die Übung beginnt.
web-film-play = Zeigen, wie es geht
web-film-stop = Film anhalten
web-your-camera = Das Bild Ihrer Kamera
web-camera-opening = Der Browser öffnet die Kamera. Wenn er fragt, erlauben Sie es.
web-getting-ready = Gleich geht es los …
web-camera-refused = Der Browser darf die Kamera nicht benutzen
web-camera-refused-do = Klicken Sie auf die Kamera oder das Schloss neben der Adresse, erlauben Sie die Kamera für diese Seite, und versuchen Sie es noch einmal.
web-camera-none = Keine Kamera gefunden
web-camera-none-do = Schließen Sie eine an, oder öffnen Sie ihre Klappe, und versuchen Sie es noch einmal.
web-camera-in-use = Die Kamera gibt kein Bild
web-camera-in-use-do = Vielleicht benutzt sie ein anderes Programm. Schließen Sie andere Programme mit Kamera, und versuchen Sie es noch einmal.
web-camera-gone = Die Kamera ist weg. Schließen Sie sie wieder an: Die Stunde wartet eine halbe Minute.
web-camera = Kamera
web-try-again = Noch einmal versuchen
web-back = Zurück
web-pause = Pause
web-go-on = Weiter
web-finish = Beenden
web-hurts = Es tut weh
web-keys = Tasten: Leertaste hält an, Q beendet, H sagt, dass es wehtut, F füllt den Bildschirm.
web-server-gone = posecheck antwortet nicht. Wenn es beendet wurde, starten Sie es neu: Was gemacht wurde, ist bis dahin behalten.
web-server-back = posecheck ist wieder da.
web-session-failed = Die Stunde konnte nicht weitergehen
web-session-lost = posecheck wurde neu gestartet. Was vorher gemacht wurde, ist behalten: Sie finden es bei den Übungen.
web-elsewhere = posecheck ist in einem anderen Tab offen
web-elsewhere-do = Nur ein Tab kann die Stunde mit der Kamera haben.
web-use-here = Diesen Tab benutzen
web-each-one = Eine nach der anderen
web-done = Fertig
web-again = Noch einmal
web-open-report = Bericht öffnen
web-keep-report = Bericht behalten
web-kept-in = Behalten in:
web-not-kept = Von dieser Stunde wird nichts behalten, wenn Sie es nicht verlangen.
web-report-not-kept = Der Bericht wird nicht behalten, wenn Sie es nicht verlangen.
web-in-history = Behalten im Verlauf von
web-ended-camera-lost = Eine halbe Minute lang kam kein Bild, darum wurde die Stunde beendet. Das wurde bis dahin gemacht.
web-ended-broken = Die Stunde wurde abgebrochen. Das wurde bis dahin gemacht.
web-recordings-lead = Legen Sie einen Film einer Übung hierher. Er wird auf diesem Gerät angesehen und vergessen, wenn posecheck endet.
web-which-exercise = Welche Übung ist es?
web-which-auto = posecheck findet es heraus
web-drop-title = Filme hierher ziehen, oder klicken
web-drop-text = MP4, MOV, WebM, MKV oder AVI, bis 2 GB; behaltene Berichte (JSON)
web-clip-arriving = wird gelesen
web-clip-waiting = wartet
web-clip-working = wird angesehen
web-clip-ask = Es ist nicht klar, welche Übung das ist.
web-clip-done = fertig
web-clip-failed = Es konnte nicht angesehen werden.
web-clip-cancelled = abgebrochen
web-recording-kind = Das ist kein Film, den posecheck liest. Nehmen Sie MP4, MOV, WebM, MKV oder AVI.
web-recording-large = Mehr als 2 GB sind zu viel. Schneiden Sie den Film, oder nehmen Sie posecheck analyze.
web-recording-many = Zwanzig auf einmal sind genug. Warten Sie, bis einige fertig sind, oder nehmen Sie posecheck batch.
web-recording-stopped = Vom Film kam nichts mehr. Versuchen Sie es noch einmal.
web-recording-gone = Diese Aufnahme ist nicht mehr da.
web-recording-busy = Sie wird noch angesehen.
web-recording-long = Es dauerte mehr als eine halbe Stunde und wurde beendet. Schneiden Sie den Film, oder nehmen Sie posecheck analyze.
web-recording-died = Die Arbeit daran endete von selbst. Versuchen Sie ein anderes Format, etwa MP4 (H.264).
web-recording-memory = Dafür ist mehr Speicher nötig, als posecheck für einen Film nimmt. Machen Sie die Bilder kleiner, oder nehmen Sie posecheck analyze.
web-recording-killed = Die Arbeit daran wurde von außen beendet. Vielleicht war der Speicher voll. Schließen Sie andere Programme, und versuchen Sie es noch einmal.
web-recording-no-room = Auf der Platte ist kein Platz mehr. Lassen Sie posecheck einige Aufnahmen vergessen, und versuchen Sie es noch einmal.
web-session-gone = Diese Stunde ist nicht mehr da.
web-went-wrong = Das ging schief. Versuchen Sie es noch einmal.
web-cancel = Abbrechen
web-forget = Vergessen
web-keep-files = Bericht und Video behalten
web-show-video = Video zeigen
web-annotated-video = Das Video mit Skelett und Zähler
web-analyse = Ansehen
web-compare = Vergleichen
web-compare-title = Aufnahmen vergleichen
web-compare-this = Diese vergleichen
web-compare-few = Wählen Sie zwei oder mehr Aufnahmen einer Übung.
web-compare-different = Das sind verschiedene Übungen. Wählen Sie Aufnahmen einer Übung.
web-history-nobody = Der Verlauf gehört zu einer Person. Wählen Sie eine, oder geben Sie einen neuen Namen an.
web-waiting = Einen Moment …
web-history-empty = Im Verlauf ist noch nichts.
web-sessions = Stunden
web-days-of-weeks = Tage mit Übungen in den letzten 12 Wochen
web-over-weeks = Eine Übung über die Wochen
web-exercise = Übung
web-week = Woche
web-week-hurt = es tat weh
web-no-weeks = In den letzten 12 Wochen nichts.
web-numbers = Die Zahlen als Tabelle
web-forget-day = Diesen Tag vergessen
web-forget-exercise = Diese Übung vergessen
web-forget-ask = Für immer vergessen? Pläne wissen dann nichts mehr davon, auch nicht von Schmerz.
web-forget-sure = Ja, vergessen
web-forgotten = Es ist vergessen.
web-person-and-language = Person und Sprache
web-person = Person
web-nobody = niemand: nichts kommt in einen Verlauf
web-person-note = Eine Person hat ihren eigenen Bewegungsumfang, Plan und Verlauf. Ihre Stunden kommen in den Verlauf, nur als Zahlen.
web-language = Sprache
web-language-system = wie das System
web-voice-and-camera = Stimme und Kamera
web-voice = Stimme
web-voice-browser = die des Browsers
web-voice-machine = die dieses Geräts
web-voice-off = keine
web-voice-missing = Dieser Browser hat keine Stimme für Ihre Sprache. Wählen Sie die dieses Geräts.
web-tones = Kurze Töne
web-look = Aussehen
web-theme = Farben
web-theme-system = wie das System
web-theme-light = hell
web-theme-dark = dunkel
web-big-text = Große Schrift
web-calm-colours = Ruhigere Farben
web-less-motion = Weniger Bewegung
web-delete-title = Alles löschen
web-delete-text = Das löscht alle Personen, ihre Pläne und Verläufe, abgebrochene Stunden und diese Einstellungen. Berichte, die Sie behalten haben, bleiben, wo sie sind.
web-delete-everything = Alles löschen
web-delete-sure = Ja, alles löschen
web-delete-done = Alles ist gelöscht.
web-delete-left = Diese konnten nicht gelöscht werden:

## Wie etwas heißt, das in mehreren Übungen gleich ist

name-rep = ganze Wiederholung
name-lift = anheben
name-hold = halten
name-lower = senken
name-raise = heben
name-turn = drehen
name-return = zurück
name-squeeze = zusammenziehen
name-release = lösen
name-up = oben
name-down = unten
name-half-repetition = halbe Wiederholung
name-short-hold = zu kurz gehalten
name-fast-lift = zu schnell gehoben
name-fast-lower = zu schnell gesenkt
name-halting = stockend
name-sudden = ruckartig
name-shaking = zittrig
name-bouncing = federnd
name-past-comfort = zu weit für Sie
name-short-of-comfort = weniger weit als sonst
name-asymmetry = Seiten verschieden
name-everything = alles
name-repetition = Wiederholung
name-hip_deg = Hüfte
name-knee_deg = Knie
name-trunk_deg = Rumpf
