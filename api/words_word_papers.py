"""Sentences about Word papers that are not read."""

WORDS: dict[str, str] = {
    "docx_too_large": "Word 文件过大，不予读取；请删去图片和空行后另存。",
    "docx_has_macros": "Word 文件含有宏，不予受理；请另存为不含宏的 .docx。",
    "docx_unsafe_xml": "Word 文件的 {part} 含有实体声明或不明编码，不予读取；请重新另存后再上传。",
}
