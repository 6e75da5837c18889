"""What the program `pdfsig` of Poppler says of a file."""

import shutil
import subprocess
import tempfile
from pathlib import Path


def told_by_poppler(pdf: bytes) -> str:
    """`unsigned`, `valid` or `changed`; trust in whoever signed does not count.

    It counts as changed that something stands behind the last signature, or that the file can not be read.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(pdf)
        command = [shutil.which("pdfsig") or "pdfsig", "-nocert", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    validations = done.stdout.count("Signature Validation:")
    if not validations:
        return "changed" if "Syntax Error" in done.stderr else "unsigned"
    coverage = [line.strip() for line in done.stdout.splitlines() if "otal document signed" in line]
    is_whole = coverage[-1] == "- Total document signed"
    return "valid" if is_whole and done.stdout.count("Signature is Valid") == validations else "changed"
