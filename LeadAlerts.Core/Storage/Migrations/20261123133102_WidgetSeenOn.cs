using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class WidgetSeenOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "WidgetSeenOn",
                table: "Sites",
                type: "TEXT",
                maxLength: 300,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "WidgetSeenOn",
                table: "Sites");
        }
    }
}
