"""The index in OpenSearch beside the embedded one."""
