using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SiteMailServers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "SiteId",
                table: "MailSenders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SiteMailSettings",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    Port = table.Column<int>(type: "INTEGER", nullable: false),
                    Security = table.Column<int>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    Password = table.Column<byte[]>(type: "BLOB", maxLength: 4000, nullable: true),
                    From = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    SavedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteMailSettings", x => x.SiteId);
                    table.ForeignKey(
                        name: "FK_SiteMailSettings_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SiteMailSettings");

            migrationBuilder.DropColumn(
                name: "SiteId",
                table: "MailSenders");
        }
    }
}
