namespace Guestfs.Protocol;

public static partial class ProcedureTable
{
    /// <summary>
    /// Every daemon procedure of libguestfs 1.48.6, by family: <c>NUMBER name(required ; optional) return flags</c>. A type with
    /// <c>[]</c> is a list, <c>str?</c> may be absent, <c>map(k,v)</c> is an ordered table, <c>-</c> is no return value, and other
    /// words are structs of <see cref="StructTable"/>. FILEIN and FILEOUT travel in chunks, not among the arguments.
    /// </summary>
    private const string Rows = """
        [daemon]
        2 sync() -
        76 debug(subcmd:str, extraargs:str[]) str
        90 drop_caches(whattodrop:i32) -
        91 dmesg() str
        92 ping_daemon() -
        109 sleep(secs:i32) -
        137 umask(mask:i32) i32
        194 modprobe(modulename:str) - @linuxmodules
        195 echo_daemon(words:str[]) str
        240 get_umask() i32
        241 debug_upload(filename:FILEIN, tmpname:str, mode:i32) - cancellable
        251 available_all_groups() str[]
        282 internal_autosync() -
        333 filesystem_available(filesystem:str) bool
        342 utsname() utsname
        397 internal_rhbz914931(filename:FILEIN, count:i32) - cancellable
        413 internal_upload(filename:FILEIN, tmpname:str, mode:i32) - cancellable
        414 internal_exit() - cancellable
        458 internal_feature_available(group:str) i32

        [devices]
        7 list_devices() dev[]
        8 list_partitions() dev[]
        56 blockdev_setro(device:dev) -
        57 blockdev_setrw(device:dev) -
        58 blockdev_getro(device:dev) bool
        59 blockdev_getss(device:dev) i32
        60 blockdev_getbsz(device:dev) i32
        61 blockdev_setbsz(device:dev, blocksize:i32) - deprecated
        62 blockdev_getsz(device:dev) i64
        63 blockdev_getsize64(device:dev) i64
        64 blockdev_flushbufs(device:dev) -
        65 blockdev_rereadpt(device:dev) -
        85 zero(device:dev) - progress
        114 scrub_device(device:dev) - @scrub
        228 zero_device(device:dev) - progress
        237 checksum_device(csumtype:str, device:dev) str
        265 findfs_uuid(uuid:str) dev
        266 findfs_label(label:str) dev
        275 pwrite_device(device:dev, content:buf, offset:i64) i32
        276 pread_device(device:dev, count:i32, offset:i64) buf
        284 is_zero_device(device:dev) bool
        287 list_dm_devices() dev[]
        303 blkid(device:dev) map(str,str)
        306 wipefs(device:dev) - @wipefs
        336 nr_devices() i32
        369 list_disk_labels() map(str,dev)
        395 is_whole_device(device:dev) bool
        417 blkdiscard(device:dev) - @blkdiscard
        418 blkdiscardzeroes(device:dev) bool @blkdiscardzeroes
        424 blockdev_setra(device:dev, sectors:i32) -

        [partitions]
        43 sfdisk(device:dev, cyls:i32, heads:i32, sectors:i32, lines:str[]) - deprecated
        99 sfdisk_N(device:dev, partnum:i32, cyls:i32, heads:i32, sectors:i32, line:str) - deprecated
        100 sfdisk_l(device:dev) dev deprecated
        101 sfdisk_kernel_geometry(device:dev) str
        102 sfdisk_disk_geometry(device:dev) str
        139 sfdiskM(device:dev, lines:str[]) - deprecated
        208 part_init(device:dev, parttype:str) -
        209 part_add(device:dev, prlogex:str, startsect:i64, endsect:i64) -
        210 part_disk(device:dev, parttype:str) -
        211 part_set_bootable(device:dev, partnum:i32, bootable:bool) -
        212 part_set_name(device:dev, partnum:i32, name:str) -
        213 part_list(device:dev) partition[]
        214 part_get_parttype(device:dev) str
        233 part_del(device:dev, partnum:i32) -
        234 part_get_bootable(device:dev, partnum:i32) bool
        235 part_get_mbr_id(device:dev, partnum:i32) i32
        236 part_set_mbr_id(device:dev, partnum:i32, idbyte:i32) -
        272 part_to_dev(partition:dev) dev
        293 part_to_partnum(partition:dev) i32
        392 part_set_gpt_type(device:dev, partnum:i32, guid:guid) - @gdisk
        393 part_get_gpt_type(device:dev, partnum:i32) str @gdisk
        416 part_get_name(device:dev, partnum:i32) str
        446 part_set_gpt_guid(device:dev, partnum:i32, guid:guid) - @gdisk
        447 part_get_gpt_guid(device:dev, partnum:i32) str @gdisk
        454 part_get_mbr_part_type(device:dev, partnum:i32) str
        459 part_set_disk_guid(device:dev, guid:guid) - @gdisk
        460 part_get_disk_guid(device:dev) str @gdisk
        461 part_set_disk_guid_random(device:dev) - @gdisk
        462 part_expand_gpt(device:dev) - @gdisk
        477 part_resize(device:dev, partnum:i32, endsect:i64) -
        503 part_set_gpt_attributes(device:dev, partnum:i32, attributes:i64) - @gdisk
        504 part_get_gpt_attributes(device:dev, partnum:i32) i64 @gdisk

        [filesystems]
        84 fsck(fstype:str, device:dev) i32
        97 zerofree(device:dev) - @zerofree
        116 scrub_freespace(dir:path) - @scrub
        187 mkfs_b(fstype:str, blocksize:i32, device:dev) - deprecated
        198 vfs_type(mountable:mnt) str
        253 vfs_label(mountable:mnt) str
        254 vfs_uuid(mountable:mnt) str
        278 mkfs(fstype:str, device:dev ; blocksize:i32, features:str, inode:i32, sectorsize:i32, label:str) -
        310 set_label(mountable:mnt, label:str) -
        311 zero_free_space(directory:path) - progress
        334 fstrim(mountpoint:path ; offset:i64, length:i64, minimumfreeextent:i64) - @fstrim
        396 internal_parse_mountable(mountable:mnt) internal_mountable
        403 set_uuid(device:dev, uuid:str) -
        456 set_uuid_random(device:dev) -
        457 vfs_minimum_size(mountable:mnt) i64
        476 list_filesystems() map(mnt,str)
        505 f2fs_expand(device:dev) - @f2fs

        [mounting]
        1 mount(mountable:mnt, mountpoint:str) -
        45 umount(pathordevice:dev|path ; force:bool, lazyunmount:bool) -
        46 mounts() mnt[]
        47 umount_all() -
        73 mount_ro(mountable:mnt, mountpoint:str) -
        74 mount_options(options:str, mountable:mnt, mountpoint:str) -
        75 mount_vfs(options:str, vfstype:str, mountable:mnt, mountpoint:str) -
        129 mount_loop(file:path, mountpoint:path) -
        147 mountpoints() map(mnt,str)
        148 mkmountpoint(exemptpath:str) -
        149 rmmountpoint(exemptpath:str) -
        285 list_9p() str[] deprecated
        286 mount_9p(mounttag:str, mountpoint:str ; options:str) - deprecated
        402 remount(mountpoint:path ; rw:bool) -

        [files]
        3 touch(path:path) -
        29 rm(path:path) -
        30 rmdir(path:path) -
        31 rm_rf(path:path) -
        32 mkdir(path:path) -
        33 mkdir_p(path:path) -
        34 chmod(mode:i32, path:path) -
        35 chown(owner:i32, group:i32, path:path) -
        36 exists(path:path) bool
        37 is_file(path:path ; followsymlinks:bool) bool
        38 is_dir(path:path ; followsymlinks:bool) bool
        44 write_file(path:path, content:str, size:i32) - deprecated
        49 file(path:dev|path) str
        68 checksum(csumtype:str, path:path) str
        93 equal(file1:path, file2:path) bool
        113 glob_expand(pattern:path ; directoryslash:bool) str[]
        115 scrub_file(file:path) - @scrub
        117 mkdtemp(tmpl:path) str
        133 mknod(mode:i32, devmajor:i32, devminor:i32, path:path) - @mknod
        134 mkfifo(mode:i32, path:path) - @mknod
        135 mknod_b(mode:i32, devmajor:i32, devminor:i32, path:path) - @mknod
        136 mknod_c(mode:i32, devmajor:i32, devminor:i32, path:path) - @mknod
        140 zfile(meth:str, path:path) str deprecated
        163 realpath(path:path) str
        164 ln(target:str, linkname:path) -
        165 ln_f(target:str, linkname:path) -
        166 ln_s(target:str, linkname:path) -
        167 ln_sf(target:str, linkname:path) -
        168 readlink(path:path) str
        169 fallocate(path:path, len:i32) - deprecated
        197 case_sensitive_path(path:path) str
        199 truncate(path:path) -
        200 truncate_size(path:path, size:i64) -
        201 utimens(path:path, atsecs:i64, atnsecs:i64, mtsecs:i64, mtnsecs:i64) -
        202 mkdir_mode(path:path, mode:i32) -
        203 lchown(owner:i32, group:i32, path:path) -
        206 internal_readlinklist(path:path, names:fname[]) str[]
        207 pread(path:path, count:i32, offset:i64) buf
        215 fill(c:i32, len:i32, path:path) - progress
        218 filesize(file:path) i64
        245 fill_pattern(pattern:str, len:i32, path:path) - progress
        246 internal_write(path:path, content:buf) -
        247 pwrite(path:path, content:buf, offset:i64) i32
        252 fallocate64(path:path, len:i64) -
        267 is_chardev(path:path ; followsymlinks:bool) bool
        268 is_blockdev(path:path ; followsymlinks:bool) bool
        269 is_fifo(path:path ; followsymlinks:bool) bool
        270 is_symlink(path:path) bool
        271 is_socket(path:path ; followsymlinks:bool) bool
        283 is_zero(path:path) bool
        290 internal_write_append(path:path, content:buf) -
        348 fill_dir(dir:path, nr:i32) -
        367 rm_f(path:path) -
        373 mktemp(tmpl:path ; suffix:str) str
        421 statns(path:path) statns
        422 lstatns(path:path) statns
        423 internal_lstatnslist(path:path, names:fname[]) statns[]
        475 file_architecture(filename:path) str

        [copying]
        87 cp(src:path, dest:path) -
        88 cp_a(src:path, dest:path) -
        89 mv(src:path, dest:path) -
        217 dd(src:dev|path, dest:dev|path) - deprecated
        227 copy_size(src:dev|path, dest:dev|path, size:i64) - progress deprecated
        294 copy_device_to_device(src:dev, dest:dev ; srcoffset:i64, destoffset:i64, size:i64, sparse:bool, append:bool) - progress
        295 copy_device_to_file(src:dev, dest:path ; srcoffset:i64, destoffset:i64, size:i64, sparse:bool, append:bool) - progress
        296 copy_file_to_device(src:path, dest:dev ; srcoffset:i64, destoffset:i64, size:i64, sparse:bool, append:bool) - progress
        297 copy_file_to_file(src:path, dest:path ; srcoffset:i64, destoffset:i64, size:i64, sparse:bool, append:bool) - progress
        344 rsync(src:path, dest:path ; archive:bool, deletedest:bool) - @rsync
        345 rsync_in(remote:str, dest:path ; archive:bool, deletedest:bool) - @rsync
        346 rsync_out(src:path, remote:str ; archive:bool, deletedest:bool) - @rsync
        394 rename(oldpath:path, newpath:path) -
        401 cp_r(src:path, dest:path) -
        415 copy_attributes(src:path, dest:path ; all:bool, mode:bool, xattributes:bool, ownership:bool) -

        [listing]
        5 ll(directory:path) str
        54 statvfs(path:path) statvfs
        125 df() str
        126 df_h() str
        127 du(path:path) i64 progress
        138 readdir(dir:path) dirent[]
        196 find0(directory:path, files:FILEOUT) - cancellable
        305 llz(directory:path) str deprecated
        347 ls0(dir:path, filenames:FILEOUT) -

        [text]
        94 strings(path:path) str[]
        95 strings_e(encoding:str, path:path) str[]
        96 hexdump(path:path) str
        118 wc_l(path:path) i32
        119 wc_w(path:path) i32
        120 wc_c(path:path) i32
        121 head(path:path) str[]
        122 head_n(nrlines:i32, path:path) str[]
        123 tail(path:path) str[]
        124 tail_n(nrlines:i32, path:path) str[]
        151 grep(regex:str, path:path ; extended:bool, fixed:bool, insensitive:bool, compressed:bool) str[]
        152 egrep(regex:str, path:path) str[] deprecated
        153 fgrep(pattern:str, path:path) str[] deprecated
        154 grepi(regex:str, path:path) str[] deprecated
        155 egrepi(regex:str, path:path) str[] deprecated
        156 fgrepi(pattern:str, path:path) str[] deprecated
        157 zgrep(regex:str, path:path) str[] deprecated
        158 zegrep(regex:str, path:path) str[] deprecated
        159 zfgrep(pattern:str, path:path) str[] deprecated
        160 zgrepi(regex:str, path:path) str[] deprecated
        161 zegrepi(regex:str, path:path) str[] deprecated
        162 zfgrepi(pattern:str, path:path) str[] deprecated

        [attributes]
        141 getxattrs(path:path) xattr[] @linuxxattrs
        142 lgetxattrs(path:path) xattr[] @linuxxattrs
        143 setxattr(xattr:str, val:str, vallen:i32, path:path) - @linuxxattrs
        144 lsetxattr(xattr:str, val:str, vallen:i32, path:path) - @linuxxattrs
        145 removexattr(xattr:str, path:path) - @linuxxattrs
        146 lremovexattr(xattr:str, path:path) - @linuxxattrs
        185 setcon(context:str) - @selinux deprecated
        186 getcon() str @selinux deprecated
        205 internal_lxattrlist(path:path, names:fname[]) xattr[] @linuxxattrs
        279 getxattr(path:path, name:str) buf @linuxxattrs
        280 lgetxattr(path:path, name:str) buf @linuxxattrs
        375 acl_get_file(path:path, acltype:str) str @acl
        376 acl_set_file(path:path, acltype:str, acl:str) - @acl
        377 acl_delete_def_file(dir:path) - @acl
        378 cap_get_file(path:path) str @linuxcaps
        379 cap_set_file(path:path, cap:str) - @linuxcaps
        467 selinux_relabel(specfile:str, path:path ; force:bool) - @selinuxrelabel

        [transfer]
        66 upload(filename:FILEIN, remotefilename:dev|path) - progress cancellable
        67 download(remotefilename:dev|path, filename:FILEOUT) - progress cancellable
        69 tar_in(tarfile:FILEIN, directory:path ; compress:str, xattrs:bool, selinux:bool, acls:bool) - cancellable
        70 tar_out(directory:str, tarfile:FILEOUT ; compress:str, numericowner:bool, excludes:str[], xattrs:bool, selinux:bool, acls:bool) - cancellable
        71 tgz_in(tarball:FILEIN, directory:path) - cancellable deprecated
        72 tgz_out(directory:path, tarball:FILEOUT) - cancellable deprecated
        128 initrd_list(path:path) str[]
        221 initrd_cat(initrdpath:path, filename:str) buf
        229 txz_in(tarball:FILEIN, directory:path) - @xz cancellable deprecated
        230 txz_out(directory:path, tarball:FILEOUT) - @xz cancellable deprecated
        242 base64_in(base64file:FILEIN, filename:path) - cancellable
        243 base64_out(filename:path, base64file:FILEOUT) - cancellable
        244 checksums_out(csumtype:str, directory:path, sumsfile:FILEOUT) - cancellable
        273 upload_offset(filename:FILEIN, remotefilename:dev|path, offset:i64) - progress cancellable
        274 download_offset(remotefilename:dev|path, filename:FILEOUT, offset:i64, size:i64) - progress cancellable
        291 compress_out(ctype:str, file:path, zfile:FILEOUT ; level:i32) - cancellable
        292 compress_device_out(ctype:str, device:dev, zdevice:FILEOUT ; level:i32) - cancellable
        313 isoinfo_device(device:dev) isoinfo
        314 isoinfo(isofile:path) isoinfo
        419 cpio_out(directory:str, cpiofile:FILEOUT ; format:str) - cancellable
        471 mksquashfs(path:path, filename:FILEOUT ; compress:str, excludes:str[]) - @squashfs cancellable

        [commands]
        50 command(arguments:str[]) str
        51 command_lines(arguments:str[]) str[]
        111 sh(command:str) str
        112 sh_lines(command:str) str[]

        [ext]
        55 tune2fs_l(device:dev) map(str,str)
        80 set_e2label(device:dev, label:str) - deprecated
        81 get_e2label(device:dev) str deprecated
        82 set_e2uuid(device:dev, uuid:str) - deprecated
        83 get_e2uuid(device:dev) str deprecated
        106 resize2fs(device:dev) -
        108 e2fsck_f(device:dev) - deprecated
        188 mke2journal(blocksize:i32, device:dev) - deprecated
        189 mke2journal_L(blocksize:i32, label:str, device:dev) - deprecated
        190 mke2journal_U(blocksize:i32, uuid:str, device:dev) - @linuxfsuuid deprecated
        191 mke2fs_J(fstype:str, blocksize:i32, device:dev, journal:dev) - deprecated
        192 mke2fs_JL(fstype:str, blocksize:i32, device:dev, label:str) - deprecated
        193 mke2fs_JU(fstype:str, blocksize:i32, device:dev, uuid:str) - @linuxfsuuid deprecated
        248 resize2fs_size(device:dev, size:i64) -
        281 resize2fs_M(device:dev) -
        298 tune2fs(device:dev ; force:bool, maxmountcount:i32, mountcount:i32, errorbehavior:str, group:i64, intervalbetweenchecks:i32, reservedblockspercentage:i32, lastmounteddirectory:str, reservedblockscount:i64, user:i64) -
        304 e2fsck(device:dev ; correct:bool, forceall:bool) -
        318 get_e2attrs(file:path) str
        319 set_e2attrs(file:path, attrs:str ; clear:bool) -
        320 get_e2generation(file:path) i64
        321 set_e2generation(file:path, generation:i64) -
        368 mke2fs(device:dev ; blockscount:i64, blocksize:i64, fragsize:i64, blockspergroup:i64, numberofgroups:i64, bytesperinode:i64, inodesize:i64, journalsize:i64, numberofinodes:i64, stridesize:i64, stripewidth:i64, maxonlineresize:i64, reservedblockspercentage:i32, mmpupdateinterval:i32, journaldevice:str, label:str, lastmounteddir:str, creatoros:str, fstype:str, usagetype:str, uuid:str, forcecreate:bool, writesbandgrouponly:bool, lazyitableinit:bool, lazyjournalinit:bool, testfs:bool, discard:bool, quotatype:bool, extent:bool, filetype:bool, flexbg:bool, hasjournal:bool, journaldev:bool, largefile:bool, quota:bool, resizeinode:bool, sparsesuper:bool, uninitbg:bool) -
        374 mklost_and_found(mountpoint:path) -

        [ntfs]
        110 ntfs_3g_probe(rw:bool, device:dev) i32 @ntfs3g
        250 ntfsresize_size(device:dev, size:i64) - @ntfsprogs deprecated
        288 ntfsresize(device:dev ; size:i64, force:bool) - @ntfsprogs
        307 ntfsfix(device:dev ; clearbadsectors:bool) - @ntfs3g
        308 ntfsclone_out(device:dev, backupfile:FILEOUT ; metadataonly:bool, rescue:bool, ignorefscheck:bool, preservetimestamps:bool, force:bool) - @ntfs3g cancellable
        309 ntfsclone_in(backupfile:FILEIN, device:dev) - @ntfs3g cancellable
        463 ntfscat_i(device:mnt, inode:i64, filename:FILEOUT) - progress cancellable

        [xfs]
        337 xfs_info(pathordevice:dev|path) xfsinfo @xfs
        343 xfs_growfs(path:path ; datasec:bool, logsec:bool, rtsec:bool, datasize:i64, logsize:i64, rtsize:i64, rtextsize:i64, maxpct:i32) - @xfs
        349 xfs_admin(device:dev ; extunwritten:bool, imgfile:bool, v2log:bool, projid32bit:bool, lazycounter:bool, label:str, uuid:str) - @xfs
        366 xfs_repair(device:dev|path ; forcelogzero:bool, nomodify:bool, noprefetch:bool, forcegeometry:bool, maxmem:i64, ihashsize:i64, bhashsize:i64, agstride:i64, logdev:str, rtdev:str) i32 @xfs

        [btrfs]
        289 btrfs_filesystem_resize(mountpoint:path ; size:i64) - @btrfs
        317 mkfs_btrfs(devices:dev[] ; allocstart:i64, bytecount:i64, datatype:str, leafsize:i32, label:str, metadata:str, nodesize:i32, sectorsize:i32) - @btrfs
        322 btrfs_subvolume_snapshot(source:path, dest:path ; ro:bool, qgroupid:str) - @btrfs
        323 btrfs_subvolume_delete(subvolume:path) - @btrfs
        324 btrfs_subvolume_create(dest:path ; qgroupid:str) - @btrfs
        325 btrfs_subvolume_list(fs:mnt|path) btrfssubvolume[] @btrfs
        326 btrfs_subvolume_set_default(id:i64, fs:path) - @btrfs
        327 btrfs_filesystem_sync(fs:path) - @btrfs
        328 btrfs_filesystem_balance(fs:path) - @btrfs
        329 btrfs_device_add(devices:dev[], fs:path) - @btrfs
        330 btrfs_device_delete(devices:dev[], fs:path) - @btrfs
        331 btrfs_set_seeding(device:dev, seeding:bool) - @btrfs
        332 btrfs_fsck(device:dev ; superblock:i64, repair:bool) - @btrfs
        425 btrfs_subvolume_get_default(fs:mnt|path) i64 @btrfs
        426 btrfs_subvolume_show(subvolume:path) map(str,str) @btrfs
        427 btrfs_quota_enable(fs:mnt|path, enable:bool) - @btrfs
        428 btrfs_quota_rescan(fs:mnt|path) - @btrfs
        429 btrfs_qgroup_limit(subvolume:path, size:i64) - @btrfs
        430 btrfs_qgroup_create(qgroupid:str, subvolume:path) - @btrfs
        431 btrfs_qgroup_destroy(qgroupid:str, subvolume:path) - @btrfs
        432 btrfs_qgroup_show(path:path) btrfsqgroup[] @btrfs
        433 btrfs_qgroup_assign(src:str, dst:str, path:path) - @btrfs
        434 btrfs_qgroup_remove(src:str, dst:str, path:path) - @btrfs
        435 btrfs_scrub_start(path:path) - @btrfs
        436 btrfs_scrub_cancel(path:path) - @btrfs
        437 btrfs_scrub_resume(path:path) - @btrfs
        438 btrfs_balance_pause(path:path) - @btrfs
        439 btrfs_balance_cancel(path:path) - @btrfs
        440 btrfs_balance_resume(path:path) - @btrfs
        443 btrfs_filesystem_defragment(path:path ; flush:bool, compress:str) - @btrfs
        444 btrfs_rescue_chunk_recover(device:dev) - @btrfs
        445 btrfs_rescue_super_recover(device:dev) - @btrfs
        448 btrfs_balance_status(path:path) btrfsbalance @btrfs
        449 btrfs_scrub_status(path:path) btrfsscrub @btrfs
        450 btrfstune_seeding(device:dev, seeding:bool) - @btrfs
        451 btrfstune_enable_extended_inode_refs(device:dev) - @btrfs
        452 btrfstune_enable_skinny_metadata_extent_refs(device:dev) - @btrfs
        453 btrfs_image(source:dev[], image:path ; compresslevel:i32) - @btrfs
        455 btrfs_replace(srcdev:dev, targetdev:dev, mntpoint:path) - @btrfs
        465 btrfs_filesystem_show(device:dev) dev[] @btrfs

        [swap]
        130 mkswap(device:dev ; label:str, uuid:str) -
        131 mkswap_L(label:str, device:dev) - deprecated
        132 mkswap_U(uuid:str, device:dev) - @linuxfsuuid deprecated
        170 swapon_device(device:dev) -
        171 swapoff_device(device:dev) -
        172 swapon_file(file:path) -
        173 swapoff_file(file:path) -
        174 swapon_label(label:str) -
        175 swapoff_label(label:str) -
        176 swapon_uuid(uuid:str) - @linuxfsuuid
        177 swapoff_uuid(uuid:str) - @linuxfsuuid
        178 mkswap_file(path:path) -

        [lvm]
        9 pvs() dev[] @lvm2
        10 vgs() str[] @lvm2
        11 lvs() dev[] @lvm2
        12 pvs_full() lvm_pv[] @lvm2
        13 vgs_full() lvm_vg[] @lvm2
        14 lvs_full() lvm_lv[] @lvm2
        39 pvcreate(device:dev) - @lvm2
        40 vgcreate(volgroup:str, physvols:dev[]) - @lvm2
        41 lvcreate(logvol:str, volgroup:str, mbytes:i32) - @lvm2
        48 lvm_remove_all() - @lvm2
        77 lvremove(device:dev) - @lvm2
        78 vgremove(vgname:str) - @lvm2
        79 pvremove(device:dev) - @lvm2
        98 pvresize(device:dev) - @lvm2
        103 vg_activate_all(activate:bool) - @lvm2
        104 vg_activate(activate:bool, volgroups:str[]) - @lvm2
        105 lvresize(device:dev, mbytes:i32) - @lvm2
        219 lvrename(logvol:str, newlogvol:str) -
        220 vgrename(volgroup:str, newvolgroup:str) -
        222 pvuuid(device:dev) str
        223 vguuid(vgname:str) str
        224 lvuuid(device:dev) str
        225 vgpvuuids(vgname:str) str[]
        226 vglvuuids(vgname:str) str[]
        232 vgscan() - deprecated
        238 lvresize_free(lv:dev, percent:i32) - @lvm2
        249 pvresize_size(device:dev, size:i64) - @lvm2
        255 lvm_set_filter(devices:dev[]) - @lvm2
        256 lvm_clear_filter() -
        264 is_lv(mountable:mnt) bool
        277 lvm_canonical_lv_name(lvname:str) dev
        312 lvcreate_free(logvol:str, volgroup:str, percent:i32) - @lvm2
        315 vgmeta(vgname:str) buf @lvm2
        338 pvchange_uuid(device:dev) - @lvm2
        339 pvchange_uuid_all() - @lvm2
        340 vgchange_uuid(vg:str) - @lvm2
        341 vgchange_uuid_all() - @lvm2
        506 lvm_scan(activate:bool) -

        [raid]
        299 md_create(name:str, devices:dev[] ; missingbitmap:i64, nrdevices:i32, spare:i32, chunk:i64, level:str) - @mdadm
        300 list_md_devices() dev[]
        301 md_detail(md:dev) map(str,str) @mdadm
        302 md_stop(md:dev) - @mdadm
        316 md_stat(md:dev) mdstat[] @mdadm

        [ldm]
        380 list_ldm_volumes() dev[] @ldm
        381 list_ldm_partitions() dev[] @ldm
        382 ldmtool_create_all() - @ldm
        383 ldmtool_remove_all() - @ldm
        384 ldmtool_scan() str[] @ldm
        385 ldmtool_scan_devices(devices:dev[]) str[] @ldm
        386 ldmtool_diskgroup_name(diskgroup:str) str @ldm
        387 ldmtool_diskgroup_volumes(diskgroup:str) str[] @ldm
        388 ldmtool_diskgroup_disks(diskgroup:str) dev[] @ldm
        389 ldmtool_volume_type(diskgroup:str, volume:str) str @ldm
        390 ldmtool_volume_hint(diskgroup:str, volume:str) str @ldm
        391 ldmtool_volume_partitions(diskgroup:str, volume:str) dev[] @ldm

        [encryption]
        257 luks_open(device:dev, key:key, mapname:str) - @luks deprecated
        258 luks_open_ro(device:dev, key:key, mapname:str) - @luks deprecated
        259 luks_close(device:dev) - @luks deprecated
        260 luks_format(device:dev, key:key, keyslot:i32) - @luks
        261 luks_format_cipher(device:dev, key:key, keyslot:i32, cipher:str) - @luks
        262 luks_add_key(device:dev, key:key, newkey:key, keyslot:i32) - @luks
        263 luks_kill_slot(device:dev, key:key, keyslot:i32) - @luks
        507 luks_uuid(device:dev) str @luks
        508 cryptsetup_open(device:dev, key:key, mapname:str ; readonly:bool, crypttype:str) - @luks
        509 cryptsetup_close(device:dev) - @luks

        [bootloaders]
        86 grub_install(root:path, device:dev) - @grub
        399 syslinux(device:dev ; directory:str) - @syslinux
        400 extlinux(directory:path) - @extlinux

        [inspection]
        480 inspect_os() mnt[]
        481 inspect_get_roots() mnt[]
        482 inspect_get_format(root:mnt) str deprecated
        483 inspect_get_type(root:mnt) str
        484 inspect_get_distro(root:mnt) str
        485 inspect_get_package_format(root:mnt) str
        486 inspect_get_package_management(root:mnt) str
        487 inspect_get_product_name(root:mnt) str
        488 inspect_get_product_variant(root:mnt) str
        489 inspect_get_major_version(root:mnt) i32
        490 inspect_get_minor_version(root:mnt) i32
        491 inspect_get_arch(root:mnt) str
        492 inspect_get_hostname(root:mnt) str
        493 inspect_get_windows_systemroot(root:mnt) str
        494 inspect_get_windows_software_hive(root:mnt) str
        495 inspect_get_windows_system_hive(root:mnt) str
        496 inspect_get_windows_current_control_set(root:mnt) str
        497 inspect_is_live(root:mnt) bool deprecated
        498 inspect_is_netinst(root:mnt) bool deprecated
        499 inspect_is_multipart(root:mnt) bool deprecated
        500 inspect_get_mountpoints(root:mnt) map(str,mnt)
        501 inspect_get_filesystems(root:mnt) mnt[]
        502 inspect_get_drive_mappings(root:mnt) map(str,dev)
        510 internal_list_rpm_applications() application2[]

        [augeas]
        16 aug_init(root:path, flags:i32) -
        17 aug_defvar(name:str, expr:str?) i32
        18 aug_defnode(name:str, expr:str, val:str) int_bool
        19 aug_get(augpath:str) str
        20 aug_set(augpath:str, val:str) -
        21 aug_insert(augpath:str, label:str, before:bool) -
        22 aug_rm(augpath:str) i32
        23 aug_mv(src:str, dest:str) -
        24 aug_match(augpath:str) str[]
        25 aug_save() -
        26 aug_close() -
        27 aug_load() -
        28 aug_ls(augpath:str) str[]
        239 aug_clear(augpath:str) -
        411 aug_setm(base:str, sub:str?, val:str) i32
        412 aug_label(augpath:str) str
        469 aug_transform(lens:str, file:str ; remove:bool) -

        [registry]
        350 hivex_open(filename:path ; verbose:bool, debug:bool, write:bool, unsafe:bool) - @hivex
        351 hivex_close() - @hivex
        352 hivex_root() i64 @hivex
        353 hivex_node_name(nodeh:i64) str @hivex
        354 hivex_node_children(nodeh:i64) hivex_node[] @hivex
        355 hivex_node_get_child(nodeh:i64, name:str) i64 @hivex
        356 hivex_node_parent(nodeh:i64) i64 @hivex
        357 hivex_node_values(nodeh:i64) hivex_value[] @hivex
        358 hivex_node_get_value(nodeh:i64, key:str) i64 @hivex
        359 hivex_value_key(valueh:i64) str @hivex
        360 hivex_value_type(valueh:i64) i64 @hivex
        361 hivex_value_value(valueh:i64) buf @hivex
        362 hivex_commit(filename:str?) - @hivex
        363 hivex_node_add_child(parent:i64, name:str) i64 @hivex
        364 hivex_node_delete_child(nodeh:i64) - @hivex
        365 hivex_node_set_value(nodeh:i64, key:str, t:i64, val:buf) - @hivex
        478 hivex_value_utf8(valueh:i64) str @hivex deprecated
        479 hivex_value_string(valueh:i64) str @hivex

        [journal]
        404 journal_open(directory:path) - @journal
        405 journal_close() - @journal
        406 journal_next() bool @journal
        407 journal_skip(skip:i64) i64 @journal
        408 internal_journal_get(filename:FILEOUT) - @journal
        409 journal_get_data_threshold() i64 @journal
        410 journal_set_data_threshold(threshold:i64) - @journal
        420 journal_get_realtime_usec() i64 @journal

        [inotify]
        179 inotify_init(maxevents:i32) - @inotify
        180 inotify_add_watch(path:path, mask:i32) i64 @inotify
        181 inotify_rm_watch(wd:i32) - @inotify
        182 inotify_read() inotify_event[] @inotify
        183 inotify_files() str[] @inotify
        184 inotify_close() - @inotify

        [forensics]
        464 download_inode(device:mnt, inode:i64, filename:FILEOUT) - @sleuthkit progress cancellable
        466 internal_filesystem_walk(device:mnt, filename:FILEOUT) - @libtsk
        468 download_blocks(device:mnt, start:i64, stop:i64, filename:FILEOUT ; unallocated:bool) - @sleuthkit progress cancellable
        470 internal_find_inode(device:mnt, inode:i64, filename:FILEOUT) - @libtsk
        472 yara_load(filename:FILEIN) - @libyara progress cancellable
        473 yara_destroy() - @libyara
        474 internal_yara_scan(path:path, filename:FILEOUT) - @libyara
        """;
}
