"""Sentences about attachments."""

WORDS: dict[str, str] = {
    "not_multipart": "请以 multipart/form-data 上传，文件放在名为 file 的一栏。",
    "file.kind_not_accepted": "不受理 {extension} 文件；可上传 pdf、docx、xlsx、jpg、png。",
    "file.not_what_its_name_says": "文件内容与扩展名 {extension} 不符，或已损坏；请重新另存后再上传。",
    "file.has_macros": "文件含有宏，不予受理；请另存为不含宏的文件。",
    "file.too_large": "文件超过 {limit_mb} MB，请压缩或拆分后再上传。",
    "file.empty": "文件是空的，请另选文件。",
    "file.was_erased": "此文件已依法删除（{erasure}），不能再次上传。",
    "no_space": "存储空间不足，暂时不能写入；请告知系统管理员，稍后再试。",
}
