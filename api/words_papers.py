"""Sentences about papers."""

WORDS: dict[str, str] = {
    "paper.no_font": "{folder} 中没有可用的中文字体（{wanted}），不能制作 PDF；请装 fonts-noto-cjk，或以 DUCHA_FONT_DIR 指明字体所在文件夹。DOCX 不受影响。",  # noqa: E501
}
