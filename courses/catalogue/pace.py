"""How long a lesson takes to read.

Silent reading of Vietnamese runs at some 220 to 250 syllables a minute; our readers study on a small screen, so less
is counted. A picture is looked at for twelve seconds.
"""

SYLLABLES_A_MINUTE = 180
SECONDS_A_PICTURE = 12


def minutes_of(syllables: int, pictures: int) -> int:
    """Whole minutes, at least one."""
    seconds = syllables * 60 / SYLLABLES_A_MINUTE + pictures * SECONDS_A_PICTURE
    return max(1, round(seconds / 60))
