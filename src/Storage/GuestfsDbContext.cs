using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

internal sealed class GuestfsDbContext(DbContextOptions<GuestfsDbContext> options) : DbContext(options)
{
    public DbSet<BootRow> Boots => Set<BootRow>();

    public DbSet<SummaryRow> Summaries => Set<SummaryRow>();

    public DbSet<SegmentRow> Segments => Set<SegmentRow>();

    public DbSet<SettingRow> Settings => Set<SettingRow>();

    public DbSet<ShareRow> Shares => Set<ShareRow>();

    public DbSet<PinRow> Pins => Set<PinRow>();

    public DbSet<BadgeRow> Badges => Set<BadgeRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BootRow>(boot =>
        {
            boot.ToTable("Boots");
            boot.HasKey(row => row.Id);
            boot.Property(row => row.Status).HasConversion<string>();
            boot.HasOne(row => row.Summary).WithOne().HasForeignKey<SummaryRow>(row => row.BootId);
            boot.HasIndex(row => row.RequestId).IsUnique();
            boot.HasIndex(row => row.EndOrder).IsUnique();

            // Each holds all that a page of ids needs, so that far pages are found without reading rows.
            boot.HasIndex(row => new { row.RequestedAt, row.Id, row.EndOrder });
            boot.HasIndex(row => new { row.Total, row.Id, row.EndOrder });

            // Holds all that retention counts.
            boot.HasIndex(row => new { row.OverAt, row.Id, row.KeptBy, row.Bytes });
        });

        modelBuilder.Entity<SummaryRow>(summary =>
        {
            summary.ToTable("Summaries");
            summary.HasKey(row => row.BootId);
        });

        modelBuilder.Entity<SegmentRow>(segment =>
        {
            segment.ToTable("JournalSegments");

            // By the last sequence: the segment that holds N is the first one that does not end before N.
            segment.HasKey(row => new { row.BootId, row.LastSequence });
            segment.HasOne<BootRow>().WithMany().HasForeignKey(row => row.BootId);
        });

        modelBuilder.Entity<SettingRow>(setting =>
        {
            setting.ToTable("Settings");
            setting.HasKey(row => row.Name);
        });

        modelBuilder.Entity<BadgeRow>(badge =>
        {
            badge.ToTable("Badges");
            badge.HasKey(row => row.Id);
            badge.HasIndex(row => row.TokenHash).IsUnique();
        });

        modelBuilder.Entity<PinRow>(pin =>
        {
            pin.ToTable("Pins");
            pin.HasKey(row => new { row.BootId, row.Id });
            pin.Property(row => row.Id).ValueGeneratedNever();
            pin.HasOne<BootRow>().WithMany().HasForeignKey(row => row.BootId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<ShareRow>(share =>
        {
            share.ToTable("Shares");
            share.HasKey(row => row.Id);
            share.HasIndex(row => row.TokenHash).IsUnique();
            share.HasIndex(row => row.BootId);
            share.HasIndex(row => row.CreatedBy);
            share.HasIndex(row => new { row.CreatedAt, row.Id });
        });
    }
}
