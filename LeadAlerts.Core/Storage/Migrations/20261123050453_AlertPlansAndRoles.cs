using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AlertPlansAndRoles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What is there keeps its meaning: alerts at any time, for every lead, to everyone; no digest, no escalation.
            migrationBuilder.AddColumn<long>(
                name: "AlertsMutedAt",
                table: "Sites",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AlertsMutedBy",
                table: "Sites",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AlertsMutedUntil",
                table: "Sites",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DigestDueAt",
                table: "Sites",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClaimedAt",
                table: "Leads",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClaimedByName",
                table: "Leads",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ClaimedByRecipientId",
                table: "Leads",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EscalateAt",
                table: "Leads",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Escalations",
                table: "Leads",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "FallbackDueAt",
                table: "Leads",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NetworkHash",
                table: "Conversations",
                type: "TEXT",
                maxLength: 44,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "AlertSettings",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: """{"rhythm":0,"at":"08:00:00","weekday":1}""");

            migrationBuilder.AddColumn<string>(
                name: "Escalation",
                table: "AlertSettings",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: """{"target":0,"times":1}""");

            migrationBuilder.AddColumn<int>(
                name: "HotScore",
                table: "AlertSettings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 75);

            migrationBuilder.AddColumn<int>(
                name: "HourlyCap",
                table: "AlertSettings",
                type: "INTEGER",
                nullable: true,
                defaultValue: 20);

            migrationBuilder.AddColumn<string>(
                name: "Schedule",
                table: "AlertSettings",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: """{"quietFrom":"00:00:00","quietTo":"00:00:00","workingDays":127}""");

            migrationBuilder.AddColumn<Guid>(
                name: "BundleId",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "QueuedAt",
                table: "Alerts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Reason",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Told",
                table: "Alerts",
                type: "TEXT",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BounceReason",
                table: "AlertRecipients",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BouncedAt",
                table: "AlertRecipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "GetsDigest",
                table: "AlertRecipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "MutedUntil",
                table: "AlertRecipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Role",
                table: "AlertRecipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Route",
                table: "AlertRecipients",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateIndex(
                name: "IX_Sites_DigestDueAt",
                table: "Sites",
                column: "DigestDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_EscalateAt",
                table: "Leads",
                column: "EscalateAt");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_FallbackDueAt",
                table: "Leads",
                column: "FallbackDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_SiteId_NetworkHash_StartedAt",
                table: "Conversations",
                columns: new[] { "SiteId", "NetworkHash", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_BundleId",
                table: "Alerts",
                column: "BundleId");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_RecipientId_QueuedAt",
                table: "Alerts",
                columns: new[] { "RecipientId", "QueuedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sites_DigestDueAt",
                table: "Sites");

            migrationBuilder.DropIndex(
                name: "IX_Leads_EscalateAt",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_FallbackDueAt",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_SiteId_NetworkHash_StartedAt",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_BundleId",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_RecipientId_QueuedAt",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "AlertsMutedAt",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "AlertsMutedBy",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "AlertsMutedUntil",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "DigestDueAt",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "ClaimedAt",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "ClaimedByName",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "ClaimedByRecipientId",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "EscalateAt",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "Escalations",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "FallbackDueAt",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "NetworkHash",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "AlertSettings");

            migrationBuilder.DropColumn(
                name: "Escalation",
                table: "AlertSettings");

            migrationBuilder.DropColumn(
                name: "HotScore",
                table: "AlertSettings");

            migrationBuilder.DropColumn(
                name: "HourlyCap",
                table: "AlertSettings");

            migrationBuilder.DropColumn(
                name: "Schedule",
                table: "AlertSettings");

            migrationBuilder.DropColumn(
                name: "BundleId",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Changes",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "QueuedAt",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Told",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "BounceReason",
                table: "AlertRecipients");

            migrationBuilder.DropColumn(
                name: "BouncedAt",
                table: "AlertRecipients");

            migrationBuilder.DropColumn(
                name: "GetsDigest",
                table: "AlertRecipients");

            migrationBuilder.DropColumn(
                name: "MutedUntil",
                table: "AlertRecipients");

            migrationBuilder.DropColumn(
                name: "Role",
                table: "AlertRecipients");

            migrationBuilder.DropColumn(
                name: "Route",
                table: "AlertRecipients");
        }
    }
}
