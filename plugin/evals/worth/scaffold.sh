# Lays out the starting project of a worth case in the current folder. The cases' own project.sh source this file.
set -euo pipefail

case=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
worth=$(dirname "$case")
shipped=$worth/../../skills/inngest/scripts

cp -R "$worth/base/." .
mv gitignore .gitignore
[ ! -d "$case/project" ] || cp -R "$case/project/." .

mkdir .grade
cp "$worth"/grader/*.mjs "$case/scenario.mjs" "$shipped"/*.mjs .grade/
cp -R src .grade/given

# The client sets NODE_ENV=production and a HOME of the run's own, so nothing is cached.
if [ -n "${WORTH_NODE_MODULES:-}" ]; then
  ln -s "$WORTH_NODE_MODULES" node_modules
else
  npm install --silent --no-audit --no-fund
fi
