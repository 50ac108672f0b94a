using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class FirstTakenAt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Leads_Analytics",
                table: "Leads");

            migrationBuilder.AddColumn<long>(
                name: "FirstTakenAt",
                table: "Leads",
                type: "INTEGER",
                nullable: true);

            // As far as it was known until now: the claim from a mail or the first answer, whichever came first; 4 is "not a lead".
            migrationBuilder.Sql(
                """
                UPDATE "Leads" SET "FirstTakenAt" = CASE
                    WHEN "Status" = 4 THEN "ClaimedAt"
                    ELSE MIN(COALESCE("FirstAnsweredAt", "ClaimedAt"), COALESCE("ClaimedAt", "FirstAnsweredAt")) END
                WHERE "FirstAnsweredAt" IS NOT NULL OR "ClaimedAt" IS NOT NULL;
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Leads_Analytics",
                table: "Leads",
                columns: new[] { "SiteId", "CreatedAt", "Status", "FirstTakenAt", "FirstConversationId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Leads_Analytics",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "FirstTakenAt",
                table: "Leads");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_Analytics",
                table: "Leads",
                columns: new[] { "SiteId", "CreatedAt", "Status", "FirstAnsweredAt", "ClaimedAt", "FirstConversationId" });
        }
    }
}
