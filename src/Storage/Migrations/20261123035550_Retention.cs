using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guestfs.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BootRemovedAt",
                table: "Shares",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BootRemovedBy",
                table: "Shares",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AnnouncedFor",
                table: "Boots",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Bytes",
                table: "Boots",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "KeptBy",
                table: "Boots",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OverAt",
                table: "Boots",
                type: "INTEGER",
                nullable: true);

            // An imported boot ages from its import, every other one from its end.
            migrationBuilder.Sql(
                """
                UPDATE "Boots" SET
                    "OverAt" = COALESCE(
                        (SELECT CAST(strftime('%s', json_extract(CAST("Json" AS TEXT), '$.imported.at')) AS INTEGER) * 1000 FROM "Summaries" WHERE "BootId" = "Id"),
                        "RequestedAt" + "Total" / 1000000),
                    "Bytes" = (SELECT COALESCE(SUM(LENGTH("Payload")), 0) FROM "JournalSegments" WHERE "BootId" = "Id")
                        + (SELECT LENGTH("Json") FROM "Summaries" WHERE "BootId" = "Id")
                WHERE "EndOrder" IS NOT NULL
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Boots_OverAt_Id_KeptBy_Bytes",
                table: "Boots",
                columns: new[] { "OverAt", "Id", "KeptBy", "Bytes" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Boots_OverAt_Id_KeptBy_Bytes",
                table: "Boots");

            migrationBuilder.DropColumn(
                name: "BootRemovedAt",
                table: "Shares");

            migrationBuilder.DropColumn(
                name: "BootRemovedBy",
                table: "Shares");

            migrationBuilder.DropColumn(
                name: "AnnouncedFor",
                table: "Boots");

            migrationBuilder.DropColumn(
                name: "Bytes",
                table: "Boots");

            migrationBuilder.DropColumn(
                name: "KeptBy",
                table: "Boots");

            migrationBuilder.DropColumn(
                name: "OverAt",
                table: "Boots");
        }
    }
}
