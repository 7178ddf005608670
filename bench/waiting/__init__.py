"""What people wait for, beside other engines."""
