"""Whose output it is: an agent spelled by the words of a custom_id, a file's or a folder's name."""
import os
import re
from itertools import groupby


def spelled(text, configuration):
    """The agent of the first words (up to three in a row) that are an id or an alias, or nothing."""
    words = ["".join(run) for letters, run in groupby(text, str.isalnum) if letters]
    for start in range(len(words)):
        for count in (3, 2, 1):
            joined = "".join(words[start:start + count])
            if start + count <= len(words) and configuration.knows_agent(joined): return configuration.agent(joined)
    return None


def of_file(path, configuration):
    folder, name = os.path.split(path)
    return spelled(name, configuration) or spelled(os.path.basename(folder), configuration)


def of_response(content, path, configuration):
    """The envelope's own word first: it may name an agent that nobody registered."""
    if content.agent: return configuration.agent(content.agent)
    return (spelled(content.custom_id, configuration) if content.custom_id else None) or of_file(path, configuration)
