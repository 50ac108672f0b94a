using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LeadStandingSince : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "StandingSince",
                table: "Leads",
                type: "INTEGER",
                nullable: true);

            // When a lead was answered or closed was not kept: the first answer, and for closed ones the last word, come nearest.
            migrationBuilder.Sql("UPDATE \"Leads\" SET \"StandingSince\" = \"LastActivityAt\" WHERE \"Status\" IN (2, 3, 4)");
            migrationBuilder.Sql("UPDATE \"Leads\" SET \"StandingSince\" = \"FirstAnsweredAt\" WHERE \"Status\" = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "StandingSince",
                table: "Leads");
        }
    }
}
