# Guestfs with everything a boot needs: qemu, supermin, the libguestfs appliance description and a kernel.
#   docker build -t guestfs .
#   docker run --rm -p 127.0.0.1:5000:5000 -v guestfs:/data -v /path/to/images:/images:ro guestfs
# Add --device /dev/kvm --group-add "$(stat -c %g /dev/kvm)" for KVM. Reached under another address than http://localhost:5000,
# the server must know it: -e Guestfs__Listen__PublicUrls__0=https://guestfs.example.org
ARG DOTNET=10.0
FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}
# The kernel's package differs between Debian and Ubuntu, and Ubuntu's kernel may be read by root only, which supermin cannot use.
RUN . /etc/os-release \
 && case "$ID" in ubuntu) kernel=linux-image-virtual ;; *) kernel=linux-image-$(dpkg --print-architecture) ;; esac \
 && apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      qemu-system-x86 qemu-utils supermin libguestfs0 libguestfs-xfs "$kernel" curl tini \
 && rm -rf /var/lib/apt/lists/* /boot/initrd.img* \
 && chmod 0644 /boot/vmlinuz-* \
 && install -d -o "$APP_UID" -m 0700 /data \
 && install -d /images
COPY --from=build /app /app
WORKDIR /app
USER $APP_UID
# A container's port is reached from outside it, so sign-in is chosen by name; Guestfs__Listen__Port sets the port, not ASP.NET's own variable.
ENV ASPNETCORE_HTTP_PORTS= \
    Guestfs__Listen__Address=0.0.0.0 \
    Guestfs__Access__Mode=LoginLink \
    Guestfs__Data=/data \
    Guestfs__Disks__Roots__images=/images \
    Guestfs__Appliance__CacheDirectory=/data
VOLUME /data
EXPOSE 5000
HEALTHCHECK --start-period=30s CMD curl -fsS -o /dev/null http://127.0.0.1:5000/healthz
# tini takes in what qemu and supermin leave behind.
ENTRYPOINT ["tini", "--", "dotnet", "Guestfs.Web.dll"]
