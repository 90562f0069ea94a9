# Guestfs with everything a boot needs: qemu, supermin, the libguestfs appliance description and a kernel.
#   docker build -t guestfs .
#   docker run --rm -p 127.0.0.1:5000:5000 -v guestfs-data:/data -v /path/to/images:/images:ro guestfs
ARG DOTNET=10.0
FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}
# The kernel's name differs between Debian and Ubuntu, and Ubuntu's may be read by root only, which supermin cannot use.
RUN . /etc/os-release \
 && case "$ID" in ubuntu) kernel=linux-image-virtual ;; *) kernel=linux-image-$(dpkg --print-architecture) ;; esac \
 && apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      qemu-system-x86 qemu-utils supermin libguestfs0 libguestfs-xfs util-linux "$kernel" \
 && rm -rf /var/lib/apt/lists/* \
 && chmod 0644 /boot/vmlinuz-* \
 && mkdir -p /data /images /var/cache/guestfs && chown "$APP_UID" /data /images /var/cache/guestfs
COPY --from=build /app /app
WORKDIR /app
USER $APP_UID
ENV Guestfs__DataDirectory=/data \
    Guestfs__Roots__images=/images \
    Guestfs__CacheDirectory=/var/cache/guestfs
VOLUME ["/data", "/var/cache/guestfs"]
EXPOSE 5000
ENTRYPOINT ["dotnet", "Guestfs.Web.dll"]
