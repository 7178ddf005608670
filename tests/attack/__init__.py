"""What an attacker would try, on the site as it is served: limits, tokens and cookies on."""
