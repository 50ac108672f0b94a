using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadAlerts.Core.Storage.Migrations
{
    /// <summary>Full-text indexes over what the bots know and over conversations, kept in step by triggers.</summary>
    public partial class FullTextSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            Index(migrationBuilder, "KnowledgeEntries", "KnowledgeIndex", "porter unicode61 remove_diacritics 2", "Question", "Answer");
            Index(migrationBuilder, "SearchDocuments", "SearchIndex", "unicode61 remove_diacritics 2", "Body");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, index) in new[] { ("KnowledgeEntries", "KnowledgeIndex"), ("SearchDocuments", "SearchIndex") })
            {
                migrationBuilder.Sql($"DROP TRIGGER \"{table}_ai\"; DROP TRIGGER \"{table}_ad\"; DROP TRIGGER \"{table}_au\"; DROP TABLE \"{index}\";");
            }
        }

        // The site's id is a token of its own ("s" and its hexadecimal digits), so that a query looks at one site's rows only.
        private static void Index(MigrationBuilder migrationBuilder, string table, string index, string tokenizer, params string[] columns)
        {
            var names = "\"Site\", " + string.Join(", ", columns.Select(column => $"\"{column}\""));
            string Values(string row) =>
                $"'s' || lower(replace({row}.\"SiteId\", '-', '')), " + string.Join(", ", columns.Select(column => $"{row}.\"{column}\""));
            var insert = $"INSERT INTO \"{index}\"(rowid, {names}) VALUES (new.\"Id\", {Values("new")});";
            var delete = $"INSERT INTO \"{index}\"(\"{index}\", rowid, {names}) VALUES ('delete', old.\"Id\", {Values("old")});";

            migrationBuilder.Sql($"CREATE VIRTUAL TABLE \"{index}\" USING fts5({names}, content='', tokenize='{tokenizer}');");
            migrationBuilder.Sql($"CREATE TRIGGER \"{table}_ai\" AFTER INSERT ON \"{table}\" BEGIN {insert} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"{table}_ad\" AFTER DELETE ON \"{table}\" BEGIN {delete} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"{table}_au\" AFTER UPDATE ON \"{table}\" BEGIN {delete} {insert} END;");
        }
    }
}
