"""A profile comes back from its file as it went in."""

from contextlib import closing
from dataclasses import fields

import numpy as np

from corpus.stories.duplicates import Profile, profile
from corpus.stories.profile_file import ProfileFile
from edited_copies import EVENTS


def test_profiles_come_back() -> None:
    texts = ["", "Ein Satz.", *EVENTS, "В марте 1 000 человек приехали в Киев, 12 из них поездом."]
    places = np.arange(len(texts))[::-1] * 2
    with closing(ProfileFile(2 * len(texts), None)) as kept:
        kept.write(places, map(profile, texts))
        for _ in range(2):
            for place, text in zip(places.tolist(), texts, strict=True):
                assert are_same(kept.profile(place), profile(text))


def are_same(one: Profile, two: Profile) -> bool:
    return all(
        np.array_equal(getattr(one, it.name), getattr(two, it.name)) for it in fields(Profile)
    )
