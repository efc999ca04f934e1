"""The look-up tables say of every pair of codes what the reference data say, although few pairs are asked about."""

from datetime import date

import numpy as np

from reconcile.link.tables import COMPATIBLE, DIFFERS, NOT_STATED, SAME, _actor_tables
from reconcile.reference import load_reference


def test_the_actor_tables_are_those_of_asking_about_every_pair() -> None:
    reference = load_reference(None)
    actors = reference.actors
    codes = [actor.code for actor in actors.all][::3]
    sets = tuple(sorted({*codes, "ML_ARMY", "ML_POLICE", "FR_ARMY", "UN_MINUSMA UN_MINUSMA.TD", "TD_ARMY", "NOBODY"}))
    tables = _actor_tables(sets, reference)
    eras = [date.min, *actors.change_days]
    for at, day in enumerate(eras):
        for i, one in enumerate(sets):
            for j, other in enumerate(sets):
                fits = actors.compatible(one.split(), other.split(), day)
                wanted = SAME if i == j else COMPATIBLE if fits else DIFFERS
                assert tables[at, i, j] == wanted, (day, one, other)
    assert (tables[:, -1] == NOT_STATED).all()
    assert np.array_equal(tables, tables.transpose(0, 2, 1))
