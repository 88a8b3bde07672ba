"""The words of the documents in this folder: invented news, written for these tests.

``make_documents.py`` sets them in type; nothing here knows of any format.
"""

BRIDGE_TITLE = "Old bridge at Harrow stays closed until spring"
BRIDGE_AUTHOR = "Mara Lindqvist"
BRIDGE_PUBLISHER = "Harrow Courier"
BRIDGE = [
    "The old stone bridge over the Ambry will stay closed to all traffic until at least the end of "
    "March, the town council said on Tuesday. Engineers found cracks in two of its five piers "
    "after the flood of last month.",
    "“We had hoped for a shorter closure, but the divers’ report leaves us no choice,” said the "
    "head of the council’s engineering department, Tomas Reyle. The second pier has moved by "
    "eleven centimetres since the summer.",
    "Some 4,200 vehicles crossed the bridge on an ordinary working day. They now take the motorway "
    "crossing at Fell, which adds nineteen kilometres to the journey, or the ferry, which carries "
    "no lorries and does not run at night.",
    "The repair is expected to cost 3.4 million crowns. The regional government has promised to "
    "pay half of it; the council has not yet said where the other half is to come from.",
]
BRIDGE_HEADINGS = ["What the divers found", "Who is to pay"]
BRIDGE_DIVERS = [
    "Divers went down at all five piers between 3 and 9 November. At the second and the third the "
    "river had carried off the gravel around the footings to a depth of almost two metres.",
    "The footings themselves are from 1874 and rest on oak piles. Where the piles were exposed to "
    "the current they had lost up to a third of their thickness, the report says.",
]
BRIDGE_PAY = [
    "The opposition in the council called for a special sitting before the end of the year. Its "
    "leader, Ines Okoro, said that the warning signs had been known since an inspection in 2019 "
    "and that nothing had been done about them.",
    "Shopkeepers in the upper town want compensation. Their association counted a third fewer "
    "customers in the week after the closure than in the same week a year earlier.",
]
DEMANDS = [
    "a bus every twenty minutes between the upper town and the station",
    "free passage on the ferry for residents",
    "a footbridge by the end of January",
]

HARVEST_TITLE = "A dry summer halves the hop harvest"
HARVEST = [
    "Hop growers in the lower valley expect to bring in barely half of an ordinary harvest. After "
    "a spring without frost the plants had looked better than in any year since 2011, but not a "
    "drop of rain fell between the middle of June and the last week of August.",
    "The growers’ cooperative puts the loss at 2,300 tonnes. Of its 140 members, nineteen had "
    "insured themselves against drought; most of the others are counting on the emergency fund "
    "that parliament set up after the hailstorms two years ago.",
    "Irrigation would have helped only in part, said the agronomist Petra Wolny. When the nights "
    "stay above twenty degrees for weeks, the cones remain small however much water the roots are "
    "given.",
    "Brewers have contracts for most of what they need and do not expect beer to become dearer "
    "before next autumn. Small breweries, which buy on the open market, already pay a third more "
    "than in the spring.",
    "The cooperative will meet on 12 December to decide whether it replants the southern slopes "
    "with a variety from Slovenia that flowers three weeks earlier.",
]

FERRY_TITLE = "Паром через Амбру будет ходить ночью"
FERRY = [
    "С понедельника паром через Амбру будет ходить и ночью, сообщила во вторник городская "
    "администрация. Последний рейс с правого берега отправится в половине второго, первый утренний "
    "останется в пять часов.",
    "Причиной стало закрытие старого моста: водолазы нашли трещины в двух из пяти опор. До конца "
    "марта попасть в верхний город на машине можно только через мост у автомагистрали.",
    "Проезд для жителей города останется бесплатным. Грузовики паром по-прежнему не берёт, "
    "потому что причал на левом берегу рассчитан только на двенадцать тонн.",
]

LEVELS = [
    ("Station", "Level, m", "Change, cm", "Warning"),
    ("Harrow", "4.12", "+38", "orange"),
    ("Fell", "3.07", "+21", "yellow"),
    ("Lower Ambry", "2.55", "−4", "none"),
]
