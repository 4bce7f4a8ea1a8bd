source "$(dirname "${BASH_SOURCE[0]}")/../project.sh"
