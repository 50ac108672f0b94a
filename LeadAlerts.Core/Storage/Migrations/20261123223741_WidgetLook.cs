using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class WidgetLook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Look",
                table: "Sites",
                type: "TEXT",
                maxLength: 3104,
                nullable: false,
                defaultValue: "{}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Look",
                table: "Sites");
        }
    }
}
