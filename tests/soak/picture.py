# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws what the soak saw over time, as SVG."""
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, PANEL, GAP, TOP = 1000, 70, 20, 120, 46, 60
COLOURS = {"near": "#1f6feb", "far": "#d1242f"}
PANELS = [("Resident memory, MB", "MB"), ("Open descriptors", "descriptors"), ("Open connections", "connections"),
          ("Bytes that wait in queues, MB", "queued MB")]


def nice_top(value):
    """The smallest of 1, 2, 5 times a power of ten that is no less."""
    step = 1.0
    while step < value:
        for factor in (2, 5, 10):
            if step * factor >= value:
                return step * factor
        step *= 10
    return step


def draw(samples, marks):
    last = max([minute for minute, _ in samples], default=1) or 1
    inner = WIDTH - LEFT - RIGHT
    height = TOP + len(PANELS) * (PANEL + GAP) + 10
    x = lambda minute: LEFT + inner * minute / last
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
           f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
           f'<text x="{LEFT}" y="22">Two culvertd under mixed traffic for {last:.0f} min. Grey: kill -9. Dots: at rest, every counter checked.</text>']
    for index, name in enumerate(COLOURS):
        out.append(f'<text x="{LEFT + 70 * index}" y="42" fill="{COLOURS[name]}">{name}</text>')
    for index, (title, unit) in enumerate(PANELS):
        top = TOP + index * (PANEL + GAP) + 14
        most = nice_top(max([values[f"{name} {unit}"] for _, values in samples for name in COLOURS], default=1) or 1)
        y = lambda value, top=top, most=most: top + PANEL * (1 - value / most)
        out.append(f'<text x="{LEFT}" y="{top - 5}">{escape(title)}</text>')
        for share in (0, 0.5, 1):
            line = y(most * share)
            out.append(f'<path d="M{LEFT} {line:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                       f'<text x="{LEFT - 8}" y="{line + 4:.1f}" text-anchor="end">{most * share:g}</text>')
        for minute, what in marks:
            if what.startswith("kill"):
                out.append(f'<path d="M{x(minute):.1f} {top}v{PANEL}" stroke="#999" stroke-width="1.5"/>')
        for name, colour in COLOURS.items():
            points = [(x(minute), y(values[f"{name} {unit}"]), values["at rest"]) for minute, values in samples]
            out.append('<polyline fill="none" stroke="%s" stroke-width="1" points="%s"/>' % (colour, " ".join(f"{a:.1f},{b:.1f}" for a, b, _ in points)))
            out.extend(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.5" fill="{colour}"/>' for a, b, at_rest in points if at_rest)
    bottom = TOP + len(PANELS) * (PANEL + GAP)
    every = next(step for step in (1, 2, 5, 10, 20, 60, 600) if last / step <= 15)
    for minute in range(0, int(last) + 1, every):
        out.append(f'<text x="{x(minute):.1f}" y="{bottom}" text-anchor="middle">{minute} min</text>')
    return "\n".join(out + ["</svg>", ""])
