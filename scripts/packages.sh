# Installs what a task lacks. Sourced by ./run and ./test; works on Debian and Ubuntu.

missing=()

# want PACKAGE COMMAND...: notes PACKAGE as missing when COMMAND fails.
want() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

want_boot() {
  want qemu-system-x86 command -v qemu-system-x86_64
  want qemu-utils command -v qemu-img
  want supermin command -v supermin
  # Ubuntu 24.04 and Debian 13 name it libguestfs0t64, which provides this name.
  want libguestfs0 has_appliance
  want libguestfs-xfs has_appliance
  want "$(kernel_package)" has_kernel
}

has_appliance() { compgen -G '/usr/lib/*/guestfs/supermin.d/packages' || compgen -G '/usr/lib/guestfs/supermin.d/packages'; }

# A kernel that supermin can use has its modules beside it; containers and some clouds have the host's or none.
has_kernel() {
  local modules
  for modules in /lib/modules/*; do
    [ -f "$modules/modules.dep" ] || continue
    [ -f "$modules/vmlinuz" ] || [ -f "/boot/vmlinuz-${modules##*/}" ] || continue
    return 0
  done
  return 1
}

kernel_package() {
  case "$(distribution)" in
    ubuntu) echo linux-image-virtual ;;
    *) echo "linux-image-$(dpkg --print-architecture 2>/dev/null || uname -m)" ;;
  esac
}

distribution() { (. /etc/os-release && echo "${ID:-}"); }

# as_root QUESTION COMMAND...: runs COMMAND as root, after asking when that takes sudo.
# Fails without running it when the answer is no or nobody is there to answer.
as_root() {
  local question=$1 answer
  shift
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
    return
  fi
  command -v sudo >/dev/null && [ -t 0 ] || return 1
  read -r -p "$question [Y/n] " answer
  case "$answer" in
    [nN]*) return 1 ;;
    *) sudo "$@" ;;
  esac
}

# Ends the script when something is missing and was not installed.
install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  local packages install
  mapfile -t packages < <(printf '%s\n' "${missing[@]}" | sort -u)
  command -v apt-get >/dev/null || give_up "This is not Debian or Ubuntu: install what these packages of theirs contain: ${packages[*]}"
  echo "Missing packages: ${packages[*]}" >&2
  install='apt-get update -qq && exec apt-get install -y -qq --no-install-recommends "$@" </dev/null'
  as_root "Install them now with sudo apt-get?" env DEBIAN_FRONTEND=noninteractive sh -c "$install" install "${packages[@]}" >&2 \
    || give_up "They were not installed. As root, run: apt-get update && apt-get install --no-install-recommends ${packages[*]}"
  missing=()
}

require_dotnet() {
  command -v dotnet >/dev/null \
    || give_up "The .NET 10 SDK is not installed. See https://learn.microsoft.com/dotnet/core/install/linux for your distribution."
  dotnet --version >/dev/null 2>&1 \
    || give_up "No .NET 10 SDK is installed; 'dotnet --list-sdks' shows those found. See https://learn.microsoft.com/dotnet/core/install/linux."
}

# Ubuntu keeps kernels readable by root only, and supermin must copy the newest one (Launchpad bug 759725).
make_kernel_readable() {
  [ "$(id -u)" -ne 0 ] || return 0
  local kernel
  kernel=$(compgen -G '/boot/vmlinuz-*' | sort -V | tail -n 1) || return 0
  [ -n "$kernel" ] && [ ! -r "$kernel" ] && ! compgen -G '/lib/modules/*/vmlinuz' >/dev/null || return 0
  echo "$kernel may not be read by $(id -un), so no appliance can be built from it." >&2
  as_root "Let everybody read it, with sudo chmod 0644 $kernel?" chmod 0644 "$kernel" \
    || echo "Until that is done, boots need an appliance that was built elsewhere: sudo chmod 0644 $kernel" >&2
}

give_up() {
  echo "$1" >&2
  exit 1
}
