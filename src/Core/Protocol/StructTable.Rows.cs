namespace Guestfs.Protocol;

public static partial class StructTable
{
    /// <summary>
    /// The structs that procedures return, fields in the order of the wire: uuid32 is 32 bytes without a count, char a letter
    /// widened to four bytes, f32 a percentage that is negative when absent.
    /// </summary>
    private const string Rows = """
        int_bool(i:i32, b:i32)
        lvm_pv(pv_name:str, pv_uuid:uuid32, pv_fmt:str, pv_size:u64, dev_size:u64, pv_free:u64, pv_used:u64, pv_attr:str, pv_pe_count:i64, pv_pe_alloc_count:i64, pv_tags:str, pe_start:u64, pv_mda_count:i64, pv_mda_free:u64)
        lvm_vg(vg_name:str, vg_uuid:uuid32, vg_fmt:str, vg_attr:str, vg_size:u64, vg_free:u64, vg_sysid:str, vg_extent_size:u64, vg_extent_count:i64, vg_free_count:i64, max_lv:i64, max_pv:i64, pv_count:i64, lv_count:i64, snap_count:i64, vg_seqno:i64, vg_tags:str, vg_mda_count:i64, vg_mda_free:u64)
        lvm_lv(lv_name:str, lv_uuid:uuid32, lv_attr:str, lv_major:i64, lv_minor:i64, lv_kernel_major:i64, lv_kernel_minor:i64, lv_size:u64, seg_count:i64, origin:str, snap_percent:f32, copy_percent:f32, move_pv:str, lv_tags:str, mirror_log:str, modules:str)
        statns(st_dev:i64, st_ino:i64, st_mode:i64, st_nlink:i64, st_uid:i64, st_gid:i64, st_rdev:i64, st_size:i64, st_blksize:i64, st_blocks:i64, st_atime_sec:i64, st_atime_nsec:i64, st_mtime_sec:i64, st_mtime_nsec:i64, st_ctime_sec:i64, st_ctime_nsec:i64, st_spare1:i64, st_spare2:i64, st_spare3:i64, st_spare4:i64, st_spare5:i64, st_spare6:i64)
        statvfs(bsize:i64, frsize:i64, blocks:i64, bfree:i64, bavail:i64, files:i64, ffree:i64, favail:i64, fsid:i64, flag:i64, namemax:i64)
        dirent(ino:i64, ftyp:char, name:str)
        xattr(attrname:str, attrval:buf)
        inotify_event(in_wd:i64, in_mask:u32, in_cookie:u32, in_name:str)
        partition(part_num:i32, part_start:u64, part_end:u64, part_size:u64)
        application2(app2_name:str, app2_display_name:str, app2_epoch:i32, app2_version:str, app2_release:str, app2_arch:str, app2_install_path:str, app2_trans_path:str, app2_publisher:str, app2_url:str, app2_source_package:str, app2_summary:str, app2_description:str, app2_spare1:str, app2_spare2:str, app2_spare3:str, app2_spare4:str)
        isoinfo(iso_system_id:str, iso_volume_id:str, iso_volume_space_size:u32, iso_volume_set_size:u32, iso_volume_sequence_number:u32, iso_logical_block_size:u32, iso_volume_set_id:str, iso_publisher_id:str, iso_data_preparer_id:str, iso_application_id:str, iso_copyright_file_id:str, iso_abstract_file_id:str, iso_bibliographic_file_id:str, iso_volume_creation_t:i64, iso_volume_modification_t:i64, iso_volume_expiration_t:i64, iso_volume_effective_t:i64)
        mdstat(mdstat_device:str, mdstat_index:i32, mdstat_flags:str)
        btrfssubvolume(btrfssubvolume_id:u64, btrfssubvolume_top_level_id:u64, btrfssubvolume_path:str)
        btrfsqgroup(btrfsqgroup_id:str, btrfsqgroup_rfer:u64, btrfsqgroup_excl:u64)
        btrfsbalance(btrfsbalance_status:str, btrfsbalance_total:u64, btrfsbalance_balanced:u64, btrfsbalance_considered:u64, btrfsbalance_left:u64)
        btrfsscrub(btrfsscrub_data_extents_scrubbed:u64, btrfsscrub_tree_extents_scrubbed:u64, btrfsscrub_data_bytes_scrubbed:u64, btrfsscrub_tree_bytes_scrubbed:u64, btrfsscrub_read_errors:u64, btrfsscrub_csum_errors:u64, btrfsscrub_verify_errors:u64, btrfsscrub_no_csum:u64, btrfsscrub_csum_discards:u64, btrfsscrub_super_errors:u64, btrfsscrub_malloc_errors:u64, btrfsscrub_uncorrectable_errors:u64, btrfsscrub_unverified_errors:u64, btrfsscrub_corrected_errors:u64, btrfsscrub_last_physical:u64)
        xfsinfo(xfs_mntpoint:str, xfs_inodesize:u32, xfs_agcount:u32, xfs_agsize:u32, xfs_sectsize:u32, xfs_attr:u32, xfs_blocksize:u32, xfs_datablocks:u64, xfs_imaxpct:u32, xfs_sunit:u32, xfs_swidth:u32, xfs_dirversion:u32, xfs_dirblocksize:u32, xfs_cimode:u32, xfs_logname:str, xfs_logblocksize:u32, xfs_logblocks:u32, xfs_logversion:u32, xfs_logsectsize:u32, xfs_logsunit:u32, xfs_lazycount:u32, xfs_rtname:str, xfs_rtextsize:u32, xfs_rtblocks:u64, xfs_rtextents:u64)
        utsname(uts_sysname:str, uts_release:str, uts_version:str, uts_machine:str)
        hivex_node(hivex_node_h:i64)
        hivex_value(hivex_value_h:i64)
        internal_mountable(im_type:i32, im_device:str, im_volume:str)
        """;
}
