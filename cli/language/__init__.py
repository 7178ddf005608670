"""In which language the command line speaks: help that is translated when it is shown, and click's own words."""
