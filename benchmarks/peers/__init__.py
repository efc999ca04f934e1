"""This program beside other tools on the same records. Each tool runs in a process and an environment of its own.

Modules named `tool_*` run under the peers' Python, which has none of this program's libraries.
"""
