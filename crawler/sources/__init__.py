"""The portals: one TOML file each in ``portals/``, read by ``registry``."""
