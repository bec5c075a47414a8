"""Sentences about papers, in English."""

WORDS: dict[str, str] = {
    "paper.no_font": "There is no Chinese font to write a PDF with in {folder} ({wanted}); install fonts-noto-cjk, or name the folder of your fonts in DUCHA_FONT_DIR. DOCX needs none.",  # noqa: E501
}
