source "$(dirname "${BASH_SOURCE[0]}")/../scaffold.sh"
