#!/usr/bin/env bash
# Make the files of this folder again with the programs that write such files; see README.md. Debian:
# apt-get install --no-install-recommends libreoffice-writer hyphen-fr fonts-liberation chromium poppler-utils qpdf
set -euo pipefail
cd "$(dirname "$0")"
for format in odt docx; do
	soffice --headless --convert-to "$format" rapport.fodt
done
# On paper there are no tracked changes.
sed '/<text:tracked-changes>/,/<\/text:tracked-changes>/d; s/<text:change[^>]*>//g' rapport.fodt >/tmp/rapport.fodt
soffice --headless --convert-to pdf /tmp/rapport.fodt
# Without its margins, a browser writes date, title and address on each page.
chromium --headless --no-sandbox --disable-gpu --print-to-pdf=/tmp/communique.pdf communique.html
mv /tmp/communique.pdf communique.pdf
# A page that is only a picture of text, as scanners make them.
pdftoppm -r 40 -gray -singlefile -png rapport.pdf /tmp/scan
echo '<img src="scan.png">' >/tmp/scan.html
chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=/tmp/scan.pdf /tmp/scan.html
mv /tmp/scan.pdf scan.pdf
# Locked against reading, and against changes only.
qpdf --encrypt lire changer 256 -- scan.pdf locked.pdf
qpdf --encrypt "" changer 256 -- rapport.pdf protected.pdf
