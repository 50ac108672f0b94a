using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AlertsHealth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsInternal",
                table: "Sites",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "CanaryRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CanaryRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HealthIncidents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastBadAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Codes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    TellAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TellFailures = table.Column<int>(type: "INTEGER", nullable: false),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HealthIncidents", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Sites_IsInternal",
                table: "Sites",
                column: "IsInternal",
                unique: true,
                filter: "\"IsInternal\"");

            migrationBuilder.CreateIndex(
                name: "IX_CanaryRuns_Number",
                table: "CanaryRuns",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HealthIncidents_Number",
                table: "HealthIncidents",
                column: "Number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CanaryRuns");

            migrationBuilder.DropTable(
                name: "HealthIncidents");

            migrationBuilder.DropIndex(
                name: "IX_Sites_IsInternal",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "IsInternal",
                table: "Sites");
        }
    }
}
