"""Events of an article: the main one and those it announces, with name, day, hosts, place and state."""
