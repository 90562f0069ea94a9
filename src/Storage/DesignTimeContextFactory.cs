using Guestfs.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Guestfs.Storage;

/// <summary>Gives <c>dotnet ef</c> a context without a host: <c>dotnet ef migrations add NAME --project src/Storage</c>.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<GuestfsDbContext>
{
    public GuestfsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<GuestfsDbContext>();
        new SqliteDatabase(Path.Combine(Path.GetTempPath(), "guestfs-design.db")).Configure(options);
        return new GuestfsDbContext(options.Options);
    }
}
