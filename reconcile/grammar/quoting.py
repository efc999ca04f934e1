"""Words by which one side takes over what the other told."""

import re

_OF_THE_GROUP = re.compile(
    r"\b(?:the (?:group|militants|insurgents)(?:['’]s)? claim(?:s|ed)?|claimed by|"
    r"according to the (?:group|militants)|as claimed|claim(?:s|ed)? by the (?:group|militants)|"
    r"selon (?:le groupe|les (?:jihadistes|djihadistes|terroristes))|revendiqué\w* par)",
    re.IGNORECASE,
)
_OF_OFFICIALS = re.compile(
    r"\b(?:(?:by|according to) (?:the )?(?:(?:enemy|apostate|puppet|regime|official|government|"
    r"army)['’]?s? ?)+(?:own )?(?:admission|figures|account|toll|statement|media|sources)?|"
    r"(?:the )?(?:enemy|army|regime|government) (?:itself )?(?:admitted|acknowledged|announced|said)|"
    r"(?:the )?(?:official|government'?s?|army'?s?) (?:toll|figure)|selon (?:l['’]armée|"
    r"le gouvernement|le bilan officiel)|bilan officiel)",
    re.IGNORECASE,
)


def quotes_group(text: str) -> bool:
    """Whether a text tells something as the claim of a group: `according to the militants`."""
    return _OF_THE_GROUP.search(text) is not None


def quotes_officials(text: str) -> bool:
    """Whether a text takes something from an official account: `by the enemy's own admission`."""
    return _OF_OFFICIALS.search(text) is not None
