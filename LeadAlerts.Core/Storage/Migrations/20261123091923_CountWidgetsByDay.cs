using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class CountWidgetsByDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "WidgetDays",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Loads = table.Column<int>(type: "INTEGER", nullable: false),
                    Opens = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WidgetDays", x => new { x.SiteId, x.Day });
                    table.ForeignKey(
                        name: "FK_WidgetDays_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Leads_Analytics",
                table: "Leads",
                columns: new[] { "SiteId", "CreatedAt", "Status", "FirstAnsweredAt", "ClaimedAt", "FirstConversationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_SiteId_StartedAt",
                table: "Conversations",
                columns: new[] { "SiteId", "StartedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WidgetDays");

            migrationBuilder.DropIndex(
                name: "IX_Leads_Analytics",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_SiteId_StartedAt",
                table: "Conversations");
        }
    }
}
