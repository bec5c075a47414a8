"""The sentences and words of the API in English: for every Chinese file of `api/` one of the same name."""
