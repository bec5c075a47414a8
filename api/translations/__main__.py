"""`python -m api.translations [FAMILY…]`: build the catalogues; name what has no English yet."""

import sys

from api.translations.build import build

missing = build(sys.argv[1:])
for family, words in missing.items():
    for word in words:
        print(f"{family}: {word}")
sys.exit(1 if missing else 0)
