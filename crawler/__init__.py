"""Portals to archive: fetch politely, find addresses, extract articles. Knows neither facts nor index nor search."""
