using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ToldOutages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PauseToldAt",
                table: "MailSenders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TellingUntil",
                table: "MailSenders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ToldCodes",
                table: "HealthIncidents",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            // Whoever was told of an incident that still lasts was told of what it was then.
            migrationBuilder.Sql("UPDATE \"HealthIncidents\" SET \"ToldCodes\" = \"Codes\" WHERE \"ToldAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PauseToldAt",
                table: "MailSenders");

            migrationBuilder.DropColumn(
                name: "TellingUntil",
                table: "MailSenders");

            migrationBuilder.DropColumn(
                name: "ToldCodes",
                table: "HealthIncidents");
        }
    }
}
