"""The served site under load: clients at four times its capacity, thousands of idle or hostile connections, restarts."""
