# Installs what a task lacks. Sourced by ./run and ./test; works on Debian and Ubuntu.

missing=()

# want PACKAGE COMMAND...: notes PACKAGE as missing when COMMAND fails.
want() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_kernel() { compgen -G '/boot/vmlinuz-*' || compgen -G '/lib/modules/*/vmlinuz'; }
has_appliance() { compgen -G '/usr/lib/*/guestfs/supermin.d/packages' || compgen -G '/usr/lib/guestfs/supermin.d/packages'; }

kernel_package() {
  case "$(. /etc/os-release && echo "${ID:-}")" in
    ubuntu) echo linux-image-virtual ;;
    *) echo "linux-image-$(dpkg --print-architecture)" ;;
  esac
}

want_boot() {
  want qemu-system-x86 command -v qemu-system-x86_64
  want qemu-utils command -v qemu-img
  want supermin command -v supermin
  want libguestfs0 has_appliance
  want libguestfs-xfs has_appliance
  want "$(kernel_package)" has_kernel
}

want_browser_libraries() {
  [ -f package.json ] || return 0
  want nodejs command -v node
  want npm command -v npm
}

install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  local packages
  packages=$(printf '%s\n' "${missing[@]}" | sort -u | tr '\n' ' ')
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if [ ! -t 0 ]; then
      echo "These packages are missing: $packages" >&2
      echo "Install them as root with: apt-get install $packages" >&2
      exit 1
    fi
    read -r -p "Guestfs needs these packages: $packages
Install them now with sudo apt-get? [Y/n] " answer
    case "$answer" in
      [nN]*) echo "Nothing was installed. Guestfs cannot start without them." >&2; exit 1 ;;
    esac
    as_root=(sudo)
  fi
  echo "Installing: $packages" >&2
  "${as_root[@]}" apt-get update -qq >&2
  # shellcheck disable=SC2086 # one word per package
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages </dev/null >&2
}

require_dotnet() {
  command -v dotnet >/dev/null && return 0
  echo "The .NET 10 SDK is not installed. See https://learn.microsoft.com/dotnet/core/install/linux for your distribution." >&2
  exit 1
}

# Ubuntu keeps kernels readable by root only, and supermin must copy one (Launchpad bug 759725).
check_kernel_readable() {
  [ "$(id -u)" -ne 0 ] || return 0
  local kernel
  for kernel in /boot/vmlinuz-*; do
    [ -r "$kernel" ] && return 0
  done
  compgen -G '/lib/modules/*/vmlinuz' >/dev/null && return 0
  echo "No kernel in /boot can be read by $(id -un), so the appliance cannot be built." >&2
  echo "Let everybody read it with: sudo chmod 0644 /boot/vmlinuz-*" >&2
  exit 1
}
