"""The pages' catalogues: English written by people, 繁體 made from 简体; `python -m api.translations` builds them."""
