using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SearchAndListsAtScale : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LeadViews_UserId",
                table: "LeadViews");

            migrationBuilder.DropIndex(
                name: "IX_Leads_SiteId_LastActivityAt_Id",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_SiteId_Status_LastActivityAt_Id",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_SiteId_LastMessageAt_Id",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_SiteId_RaisedAt",
                table: "Alerts");

            migrationBuilder.CreateIndex(
                name: "IX_LeadViews_UserId_LeadId_SeenAt",
                table: "LeadViews",
                columns: new[] { "UserId", "LeadId", "SeenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Leads_Hot",
                table: "Leads",
                columns: new[] { "SiteId", "LastActivityAt", "Id", "SnoozedUntil", "CreatedAt" },
                filter: "\"Status\" = 0 AND \"Score\" >= 75");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_New",
                table: "Leads",
                columns: new[] { "SiteId", "LastActivityAt", "Id", "SnoozedUntil", "Score", "CreatedAt" },
                filter: "\"Status\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_SiteId_AssigneeId_LastActivityAt_Id",
                table: "Leads",
                columns: new[] { "SiteId", "AssigneeId", "LastActivityAt", "Id" },
                filter: "\"AssigneeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_SiteId_LastActivityAt_Id_Status_Score_SnoozedUntil_Category_AssigneeId",
                table: "Leads",
                columns: new[] { "SiteId", "LastActivityAt", "Id", "Status", "Score", "SnoozedUntil", "Category", "AssigneeId" });

            migrationBuilder.CreateIndex(
                name: "IX_Leads_Snoozed",
                table: "Leads",
                columns: new[] { "SiteId", "LastActivityAt", "Id", "SnoozedUntil" },
                filter: "\"SnoozedUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_SiteId_LastMessageAt_Id_LeadId_Category_Score",
                table: "Conversations",
                columns: new[] { "SiteId", "LastMessageAt", "Id", "LeadId", "Category", "Score" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_SiteId_RaisedAt_Id_State_Kind_RecipientAddress",
                table: "Alerts",
                columns: new[] { "SiteId", "RaisedAt", "Id", "State", "Kind", "RecipientAddress" });

            migrationBuilder.Sql("CREATE INDEX \"IX_Leads_SiteId_Email\" ON \"Leads\" (\"SiteId\", \"Contact_Email\") WHERE \"Contact_Email\" IS NOT NULL;");
            migrationBuilder.Sql("CREATE INDEX \"IX_Leads_SiteId_Phone\" ON \"Leads\" (\"SiteId\", \"Contact_Phone\") WHERE \"Contact_Phone\" IS NOT NULL;");
            SearchNotesToo(migrationBuilder);
        }

        // The terms of the index come from search_terms, a function of this program: each begins with its site. Where a term stands in
        // its text is not kept: nothing asks for it, and the index is half as large without.
        private static void SearchNotesToo(MigrationBuilder migrationBuilder)
        {
            const string Insert = "INSERT INTO \"SearchIndex\"(rowid, \"Terms\") VALUES (new.\"Id\", search_terms(new.\"SiteId\", new.\"Body\"));";
            const string Delete = "DELETE FROM \"SearchIndex\" WHERE rowid = old.\"Id\";";
            migrationBuilder.Sql(
                """
                DROP TRIGGER IF EXISTS "SearchDocuments_ai";
                DROP TRIGGER IF EXISTS "SearchDocuments_ad";
                DROP TRIGGER IF EXISTS "SearchDocuments_au";
                DROP TABLE "SearchIndex";
                ALTER TABLE "SearchDocuments" RENAME TO "OldSearchDocuments";
                DROP INDEX "IX_SearchDocuments_ConversationId";
                CREATE TABLE "SearchDocuments" (
                    "Id" INTEGER NOT NULL CONSTRAINT "PK_SearchDocuments" PRIMARY KEY AUTOINCREMENT,
                    "SiteId" TEXT NOT NULL,
                    "ConversationId" TEXT NULL,
                    "NoteId" TEXT NULL,
                    "LeadId" TEXT NULL,
                    "Body" TEXT NOT NULL,
                    CONSTRAINT "FK_SearchDocuments_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_SearchDocuments_LeadNotes_NoteId" FOREIGN KEY ("NoteId") REFERENCES "LeadNotes" ("Id") ON DELETE CASCADE
                );
                CREATE UNIQUE INDEX "IX_SearchDocuments_ConversationId" ON "SearchDocuments" ("ConversationId");
                CREATE UNIQUE INDEX "IX_SearchDocuments_NoteId" ON "SearchDocuments" ("NoteId");
                CREATE INDEX "IX_SearchDocuments_LeadId" ON "SearchDocuments" ("LeadId");
                CREATE VIRTUAL TABLE "SearchIndex" USING fts5("Terms", content='', contentless_delete=1, detail=none, tokenize='ascii');
                """);
            migrationBuilder.Sql($"CREATE TRIGGER \"SearchDocuments_ad\" AFTER DELETE ON \"SearchDocuments\" BEGIN {Delete} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"SearchDocuments_au\" AFTER UPDATE OF \"SiteId\", \"Body\" ON \"SearchDocuments\" BEGIN {Delete} {Insert} END;");
            migrationBuilder.Sql(
                $"""
                CREATE TRIGGER "SearchDocuments_ai" AFTER INSERT ON "SearchDocuments" BEGIN
                    {Insert}
                    UPDATE "SearchDocuments" SET "LeadId" = (SELECT "LeadId" FROM "Conversations" WHERE "Id" = new."ConversationId")
                    WHERE "Id" = new."Id" AND new."ConversationId" IS NOT NULL AND new."LeadId" IS NULL;
                END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "Conversations_search" AFTER UPDATE OF "LeadId" ON "Conversations" WHEN new."LeadId" IS NOT old."LeadId" BEGIN
                    UPDATE "SearchDocuments" SET "LeadId" = new."LeadId" WHERE "ConversationId" = new."Id";
                END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "LeadNotes_search_i" AFTER INSERT ON "LeadNotes" BEGIN
                    INSERT INTO "SearchDocuments" ("SiteId", "NoteId", "LeadId", "Body") VALUES (new."SiteId", new."Id", new."LeadId", new."Text");
                END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "LeadNotes_search_u" AFTER UPDATE OF "Text", "LeadId" ON "LeadNotes" BEGIN
                    UPDATE "SearchDocuments" SET "LeadId" = new."LeadId", "Body" = new."Text" WHERE "NoteId" = new."Id";
                END;
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "SearchDocuments" ("Id", "SiteId", "ConversationId", "Body") SELECT "Id", "SiteId", "ConversationId", "Body" FROM "OldSearchDocuments";
                INSERT INTO "SearchDocuments" ("SiteId", "NoteId", "LeadId", "Body") SELECT "SiteId", "Id", "LeadId", "Text" FROM "LeadNotes";
                DROP TABLE "OldSearchDocuments";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "Conversations_search";
                DROP TRIGGER "LeadNotes_search_i"; DROP TRIGGER "LeadNotes_search_u";
                DROP TRIGGER "SearchDocuments_ai"; DROP TRIGGER "SearchDocuments_ad"; DROP TRIGGER "SearchDocuments_au";
                DROP INDEX "IX_Leads_SiteId_Email"; DROP INDEX "IX_Leads_SiteId_Phone";
                DELETE FROM "SearchDocuments" WHERE "ConversationId" IS NULL;
                """);
            SearchConversationsOnly(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "IX_LeadViews_UserId_LeadId_SeenAt",
                table: "LeadViews");

            migrationBuilder.DropIndex(
                name: "IX_Leads_Hot",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_New",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_SiteId_AssigneeId_LastActivityAt_Id",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_SiteId_LastActivityAt_Id_Status_Score_SnoozedUntil_Category_AssigneeId",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_Snoozed",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_SiteId_LastMessageAt_Id_LeadId_Category_Score",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_SiteId_RaisedAt_Id_State_Kind_RecipientAddress",
                table: "Alerts");

            migrationBuilder.CreateIndex(
                name: "IX_LeadViews_UserId",
                table: "LeadViews",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_SiteId_LastActivityAt_Id",
                table: "Leads",
                columns: new[] { "SiteId", "LastActivityAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Leads_SiteId_Status_LastActivityAt_Id",
                table: "Leads",
                columns: new[] { "SiteId", "Status", "LastActivityAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_SiteId_LastMessageAt_Id",
                table: "Conversations",
                columns: new[] { "SiteId", "LastMessageAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_SiteId_RaisedAt",
                table: "Alerts",
                columns: new[] { "SiteId", "RaisedAt" });
        }

        private static void SearchConversationsOnly(MigrationBuilder migrationBuilder)
        {
            const string Values = "'s' || lower(replace({0}.\"SiteId\", '-', '')), {0}.\"Body\"";
            var insert = $"INSERT INTO \"SearchIndex\"(rowid, \"Site\", \"Body\") VALUES (new.\"Id\", {Values.Replace("{0}", "new")});";
            var delete = $"INSERT INTO \"SearchIndex\"(\"SearchIndex\", rowid, \"Site\", \"Body\") VALUES ('delete', old.\"Id\", {Values.Replace("{0}", "old")});";
            migrationBuilder.Sql(
                """
                DROP TABLE "SearchIndex";
                ALTER TABLE "SearchDocuments" RENAME TO "NewSearchDocuments";
                DROP INDEX "IX_SearchDocuments_ConversationId";
                DROP INDEX "IX_SearchDocuments_NoteId";
                DROP INDEX "IX_SearchDocuments_LeadId";
                CREATE TABLE "SearchDocuments" (
                    "Id" INTEGER NOT NULL CONSTRAINT "PK_SearchDocuments" PRIMARY KEY AUTOINCREMENT,
                    "SiteId" TEXT NOT NULL,
                    "ConversationId" TEXT NOT NULL,
                    "Body" TEXT NOT NULL,
                    CONSTRAINT "FK_SearchDocuments_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE
                );
                CREATE UNIQUE INDEX "IX_SearchDocuments_ConversationId" ON "SearchDocuments" ("ConversationId");
                CREATE VIRTUAL TABLE "SearchIndex" USING fts5("Site", "Body", content='', tokenize='unicode61 remove_diacritics 2');
                """);
            migrationBuilder.Sql($"CREATE TRIGGER \"SearchDocuments_ai\" AFTER INSERT ON \"SearchDocuments\" BEGIN {insert} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"SearchDocuments_ad\" AFTER DELETE ON \"SearchDocuments\" BEGIN {delete} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"SearchDocuments_au\" AFTER UPDATE ON \"SearchDocuments\" BEGIN {delete} {insert} END;");
            migrationBuilder.Sql(
                """
                INSERT INTO "SearchDocuments" SELECT "Id", "SiteId", "ConversationId", "Body" FROM "NewSearchDocuments";
                DROP TABLE "NewSearchDocuments";
                """);
        }
    }
}
