using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OwnCriteria : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Versions saved before had no criteria of the owner's: an empty list.
            migrationBuilder.AddColumn<string>(
                name: "OwnCriteria",
                table: "AlertSettings",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OwnCriteria",
                table: "AlertSettings");
        }
    }
}
