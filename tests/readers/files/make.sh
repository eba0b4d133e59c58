#!/usr/bin/env bash
# Make the files of this folder again with the programs that write such files; see README.md. Debian:
# apt-get install --no-install-recommends libreoffice-writer hyphen-fr fonts-liberation chromium
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
