"""What was fetched and what is known of it: tables, migrations, repositories."""
