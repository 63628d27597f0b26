"""A person's rights over what is stored of them: docs/privacy.md."""
