"""The reviewer's desk: a local page on which a person accepts, rejects, corrects and adds mentions.

    records + decisions ──> Desk ──> page on 127.0.0.1 ──> decisions, appended ──> gold set

Decisions are never changed: an undo is one more line. What the page shows is always the records with the decisions
replayed over them, so that a kill at any moment loses nothing that the page has shown as saved.
"""
