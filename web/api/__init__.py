"""The JSON interface ``/api/v1``: one module per thing asked for, one error shape, described by OpenAPI 3.1."""
