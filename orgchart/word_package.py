"""What a .docx file is made of around its text: A4, Times New Roman, the number of the page above."""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINKS = f'xmlns:r="{_RELATION}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_PAGE_NUMBER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_STYLES = (
    f"<w:styles {_MAIN}><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}"
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
)


def packed(body: str, *, footer: str = "", properties: Mapping[str, str] | None = None) -> bytes:
    """The file around paragraphs and tables; margins 20, 15, 20 and 30 mm, no number on the first page.

    A footer stands on every page; properties are kept by Word and by LibreOffice and shown by neither.
    """
    named = {"styles": _STYLES, "header": f"<w:hdr {_MAIN}>{_PAGE_NUMBER}</w:hdr>"}
    if footer:
        named["footer"] = f"<w:ftr {_MAIN}>{footer}</w:ftr>"
    places = {name: number for number, name in enumerate(named, start=1)}
    parts = {
        "[Content_Types].xml": _content_types(named, has_properties=bool(properties)),
        "_rels/.rels": _root_links(has_properties=bool(properties)),
        "word/_rels/document.xml.rels": _links(
            f'<Relationship Id="rId{number}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
            for name, number in places.items()
        ),
        **{f"word/{name}.xml": content for name, content in named.items()},
        "word/document.xml": f"<w:document {_MAIN} {_LINKS}><w:body>{body}{_section(places)}</w:body></w:document>",
    }
    if properties:
        parts["docProps/custom.xml"] = _custom(properties)
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + content)
    return result.getvalue()


def _section(places: Mapping[str, int]) -> str:
    shown = f'<w:headerReference w:type="default" r:id="rId{places["header"]}"/>'
    if "footer" in places:
        shown += "".join(
            f'<w:footerReference w:type="{where}" r:id="rId{places["footer"]}"/>' for where in ("default", "first")
        )
    return (
        f'<w:sectPr>{shown}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _content_types(names: Mapping[str, str], *, has_properties: bool) -> str:
    kinds = {f"/word/{name}.xml": f"{_TYPES}.{name}+xml" for name in names}
    kinds |= {"/word/document.xml": f"{CONTENT_TYPE}.main+xml"}
    if has_properties:
        kinds["/docProps/custom.xml"] = _PROPERTIES
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _root_links(*, has_properties: bool) -> str:
    links = [f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>']
    if has_properties:
        links.append(f'<Relationship Id="rId2" Type="{_RELATION}/custom-properties" Target="docProps/custom.xml"/>')
    return _links(links)


def _links(links: Iterable[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}</Relationships>'


def _custom(properties: Mapping[str, str]) -> str:
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
