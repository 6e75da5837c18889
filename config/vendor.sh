#!/bin/bash
# Copies the few files of the npm packages that pages and documents use; the line that names a source map goes,
# because the map stays behind.
set -euo pipefail

to=var/static/vendor
fonts=node_modules/@expo-google-fonts/tinos
mkdir -p "$to/fonts"
sed 's|/\*# sourceMappingURL=.*\*/||' node_modules/@tabler/core/dist/css/tabler.min.css >"$to/tabler.min.css"
cp "$fonts/400Regular/Tinos_400Regular.ttf" "$to/fonts/Tinos-Regular.ttf"
cp "$fonts/700Bold/Tinos_700Bold.ttf" "$to/fonts/Tinos-Bold.ttf"
cp "$fonts/400Regular_Italic/Tinos_400Regular_Italic.ttf" "$to/fonts/Tinos-Italic.ttf"
cp "$fonts/700Bold_Italic/Tinos_700Bold_Italic.ttf" "$to/fonts/Tinos-BoldItalic.ttf"
