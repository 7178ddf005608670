"""What programs ask of the site: search engines, browsers, reference managers, and portals that show its form or colours."""
