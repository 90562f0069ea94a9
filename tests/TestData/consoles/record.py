#!/usr/bin/env python3
"""Records one boot of the libguestfs appliance: what was printed, byte for byte, and when.

usage: record.py NAME [--accel tcg|kvm] [--then tcg] [--memory MiB] [--append TEXT] [--quiet] [--root R]
                      [--image ROOT.img] [--supermin] [--kill-after SECONDS] [--rpc]

Writes NAME.console.log (raw bytes), NAME.supermin.log and NAME.qemu.log when those printed something, and NAME.script:
"NANOSECONDS SOURCE BYTES" for each line, with the time of its first byte (each read at the start of a boot), and "NANOSECONDS event JSON" for each engine event.
"""
import argparse, json, re, os, selectors, shutil, signal, socket, struct, subprocess, tempfile, time

CACHE = f"/var/tmp/.guestfs-{os.geteuid()}/appliance.d"
BASE = ("panic=1 console=ttyS0 edd=off udevtimeout=6000 udev.event-timeout=6000 no_timer_check printk.time=1 "
        "cgroup_disable=memory usbcore.nousb cryptomgr.notests tsc=reliable 8250.nr_uarts=1")
LAUNCH_FLAG = 0xF5F55FF5

p = argparse.ArgumentParser()
p.add_argument("name"); p.add_argument("--accel", default="tcg"); p.add_argument("--then")
p.add_argument("--memory", type=int, default=1280); p.add_argument("--append", default="")
p.add_argument("--quiet", action="store_true"); p.add_argument("--root"); p.add_argument("--image")
p.add_argument("--supermin", action="store_true"); p.add_argument("--kill-after", type=float)
p.add_argument("--rpc", action="store_true")
a = p.parse_args()

work = tempfile.mkdtemp(prefix="record")
logs, records, unfinished = {}, [], {}
start = time.monotonic_ns()

def note(text): records.append([time.monotonic_ns() - start, text, 0])
def event(type, **members): note("event " + json.dumps({"type": type, **members}))
def output(source, data):
    if source not in logs: logs[source] = open(f"{a.name}.{source}.log", "wb")
    logs[source].write(data)
    for line in re.findall(rb"[^\n]*\n|[^\n]+", data):
        # Firmware and kernel often share a line, so that the first reads are kept apart.
        if source not in unfinished or logs[source].tell() < 500: note(source); unfinished[source] = records[-1]
        unfinished[source][2] += len(line)
        if line.endswith(b"\n"): del unfinished[source]

def uuid(image):
    with open(image, "rb") as f:
        f.seek(0x468); h = f.read(16).hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

def supermin():
    out = work + "/cache"; os.mkdir(out)
    argv = ["supermin", "--build", "--verbose", "--if-newer", "--lock", out + "/lock", "--copy-kernel", "-f", "ext2",
            "--host-cpu", "x86_64", "/usr/lib/x86_64-linux-gnu/guestfs/supermin.d", "-o", out + "/appliance.d"]
    event("applianceSelected", kind="supermin", path=argv[-3])
    child = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
    event("processStarted", program="supermin", pid=child.pid, arguments=argv)
    while data := child.stdout.read(65536): output("supermin", data)
    event("processExited", program="supermin", pid=child.pid, exitCode=child.wait(), signal=None, peakMemoryKiB=None)
    shutil.rmtree(out)

def call(conn, number, procedure, serial):
    body = struct.pack(">IIIIIQQI", 0x2000F5F5, 4, procedure, 0, serial, 0, 0, 0)
    conn.send(struct.pack(">I", len(body)) + body)

CALLS = [("ping_daemon", 92), ("list_devices", 7), ("list_partitions", 8)]

def attempt(number, accel, reason):
    event("attemptStarted", attempt=number, accelerator=accel, reason=reason)
    image = a.image or CACHE + "/root"
    root = a.root if a.root is not None else "root=UUID=" + uuid(image)
    verbose = "quiet" if a.quiet else "guestfs_verbose=1"
    append = " ".join(x for x in [BASE, root, "selinux=0", verbose, "TERM=linux", a.append] if x)
    disk = work + "/null.img"
    with open(disk, "wb") as f: f.truncate(4096)
    path = work + f"/guestfsd{number}.sock"
    listener = socket.socket(socket.AF_UNIX); listener.bind(path); listener.listen(1)
    argv = ["/usr/bin/qemu-system-x86_64", "-global", "virtio-blk-pci.scsi=off", "-no-user-config", "-nodefaults",
            "-display", "none", "-machine", f"accel={accel}" + ("" if a.quiet else ",graphics=off"),
            "-cpu", "host" if accel == "kvm" else "max,la57=off", "-m", str(a.memory), "-no-reboot", "-rtc", "driftfix=slew",
            "-no-hpet", "-global", "kvm-pit.lost_tick_policy=discard", "-kernel", CACHE + "/kernel", "-initrd", CACHE + "/initrd",
            "-object", "rng-random,filename=/dev/urandom,id=rng0", "-device", "virtio-rng-pci,rng=rng0",
            "-device", "virtio-scsi-pci,id=scsi", "-drive", f"file={disk},cache=writeback,format=raw,id=hd0,if=none",
            "-device", "scsi-hd,drive=hd0",
            "-drive", f"file={image},snapshot=on,id=appliance,cache=unsafe,if=none,format=raw", "-device", "scsi-hd,drive=appliance",
            "-device", "virtio-serial-pci", "-serial", "stdio", "-chardev", f"socket,path={path},id=channel0",
            "-device", "virtserialport,chardev=channel0,name=org.libguestfs.channel.0", "-append", append]
    errors_read, errors_write = os.pipe()
    child = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors_write, bufsize=0)
    os.close(errors_write)
    event("processStarted", program="qemu", pid=child.pid, arguments=argv)
    sel = selectors.DefaultSelector()
    sel.register(child.stdout, selectors.EVENT_READ, "console"); sel.register(errors_read, selectors.EVENT_READ, "qemu")
    sel.register(listener, selectors.EVENT_READ, "listen")
    deadline = time.monotonic() + a.kill_after if a.kill_after else None
    conn, inbox, calls, current, ready, open_streams = None, b"", list(CALLS) if a.rpc else [], None, False, 2
    serial, stopping = 0x123400, False
    def next_call():
        nonlocal current, serial, stopping
        if calls: current = calls.pop(0)
        elif not stopping:
            stopping = True; event("shutdownStarted", reason="The boot was asked to stop when ready."); current = ("internal_autosync", 282)
        else:
            current = None; child.send_signal(signal.SIGTERM); return
        event("callStarted", call=serial - 0x123400, procedure=current[0], detail=None)
        call(conn, 0, current[1], serial); serial += 1
    while open_streams:
        if deadline and time.monotonic() > deadline:
            deadline = None; event("cancelRequested", by="ada"); child.kill()
        for key, _ in sel.select(0.1):
            if key.data in ("console", "qemu"):
                data = os.read(key.fd, 65536)
                if data: output(key.data, data)
                else: sel.unregister(key.fileobj); open_streams -= 1
            elif key.data == "listen":
                conn, _ = listener.accept(); sel.unregister(listener); event("daemonConnected"); sel.register(conn, selectors.EVENT_READ, "daemon")
            else:
                data = conn.recv(65536)
                if not data: sel.unregister(conn); continue
                inbox += data
                while len(inbox) >= 4:
                    length = struct.unpack(">I", inbox[:4])[0]
                    if length == LAUNCH_FLAG:
                        inbox = inbox[4:]; ready = True; event("launchFlag"); next_call(); continue
                    if len(inbox) < 4 + length: break
                    inbox = inbox[4 + length:]
                    event("callEnded", call=serial - 1 - 0x123400, error=None); next_call()
    status = child.wait()
    event("processExited", program="qemu", pid=child.pid, exitCode=status if status >= 0 else None,
          signal=-status if status < 0 else None, peakMemoryKiB=None)
    return ready

event("requested", request={"title": a.name}, requestedBy="ada", at="2026-11-22T21:30:00+00:00", host={"host": "recorder", "cpus": 2})
event("admitted")
if a.supermin: supermin()
uid = uuid(a.image or CACHE + "/root")
event("applianceReady", kernel=CACHE + "/kernel", initrd=CACHE + "/initrd", root=a.image or CACHE + "/root", rootUuid=uid,
      rebuilt=a.supermin, rebuildReason="It was never built." if a.supermin else None, fingerprint="recorded")
ready = attempt(1, a.accel, "asked for")
if not ready and a.then:
    event("decision", subject="accelerator", choice=a.then, reason="qemu stopped before the kernel printed anything.")
    ready = attempt(2, a.then, "kvm failed")
status = "finished" if ready else "cancelled" if a.kill_after else "failed"
event("ended", status=status, sentence="Recorded.", evidence=None)
with open(f"{a.name}.script", "w") as script:
    script.writelines(f"{at} {text}{f' {size}' if size else ''}\n" for at, text, size in records)
shutil.rmtree(work)
print(a.name, status)
