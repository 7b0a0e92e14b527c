using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>Writes rows of docflows with all that the list finds them by; within the transaction of whoever writes them.</summary>
internal static class DocflowRowStore
{
    /// <summary>The columns of <see cref="DocflowEntry"/>.</summary>
    public const string Columns =
        """
        id, link_id, account_id, docflow_id, draft_id, type, status, success_state, form_name, knd, period, correction, payer, recipient, recipient_name,
        sent_at, changed_at, asked, organization_id, payer_name, numbers, opened_at, hidden_at,
        awaits, due_on, due_counted, related_docflow_id, related_document_id, form_key, entered
        """;

    /// <summary>What is known of one already stays, but for its draft.</summary>
    public const string Added = "draft_id = excluded.draft_id";

    /// <summary>Read by itself: it is asked about again when it is due. Only a list brings back what is hidden.</summary>
    public const string Saved = $"{Update}, next_ask_at = excluded.next_ask_at, asked = docflow.asked + 1";

    /// <summary>Listed: what is followed already keeps its pace, what is finished is followed no longer, what was hidden is shown.</summary>
    public const string Listed =
        $"""
        {Update}, next_ask_at = CASE WHEN excluded.next_ask_at IS NULL THEN NULL ELSE COALESCE(docflow.next_ask_at, excluded.next_ask_at) END,
            listed_at = excluded.listed_at, hidden_at = NULL
        """;

    private const string Insert =
        """
        INSERT INTO docflow (id, link_id, account_id, docflow_id, draft_id, type, status, success_state, form_name, knd, period, correction, payer, recipient,
            recipient_name, sent_at, changed_at, asked, next_ask_at, organization_id, payer_name, numbers, awaits, cell, listed_at,
            due_on, due_counted, related_docflow_id, related_document_id, payer_inn, form_key, entered)
        VALUES (@Id, @LinkId, @AccountId, @DocflowId, @DraftId, @Type, @Status, @SuccessState, @FormName, @Knd, @Period, @Correction, @Payer, @Recipient,
            @RecipientName, @SentAt, @ChangedAt, @Asked, @nextAskAt, @OrganizationId, @PayerName, @Numbers, @awaits, @cell, @listedAt,
            @DueOn, @DueCounted, @RelatedDocflowId, @RelatedDocumentId, @PayerInn, @FormKey, @Entered)
        ON CONFLICT (link_id, docflow_id) DO UPDATE SET
        """;

    private const string Update =
        $"""
        account_id = excluded.account_id, type = excluded.type, status = excluded.status, success_state = excluded.success_state,
            form_name = CASE WHEN docflow.draft_id IS NOT NULL AND docflow.type LIKE '%-ion' THEN docflow.form_name ELSE excluded.form_name END,
            period = excluded.period, sent_at = excluded.sent_at, changed_at = excluded.changed_at, payer = CASE WHEN excluded.payer = '' THEN docflow.payer ELSE excluded.payer END,
            draft_id = COALESCE(docflow.draft_id, excluded.draft_id), recipient_name = COALESCE(excluded.recipient_name, docflow.recipient_name),
            organization_id = COALESCE(excluded.organization_id, docflow.organization_id), payer_name = COALESCE(excluded.payer_name, docflow.payer_name),
            numbers = COALESCE(excluded.numbers, docflow.numbers), awaits = excluded.awaits, due_on = excluded.due_on, due_counted = excluded.due_counted,
            related_docflow_id = COALESCE(excluded.related_docflow_id, docflow.related_docflow_id), related_document_id = COALESCE(excluded.related_document_id, docflow.related_document_id),
            payer_inn = CASE WHEN excluded.payer_inn = '' THEN docflow.payer_inn ELSE excluded.payer_inn END, form_key = excluded.form_key,
            entered = CASE WHEN excluded.entered = 1 THEN 1 ELSE docflow.entered END,
            cell = CASE WHEN docflow.opened_at IS NULL THEN excluded.cell ELSE replace(excluded.cell, '{DocflowCell.Unread}', '{DocflowCell.Read}') END
        """;

    /// <summary>Adds a row or brings it up to date in the given way; returns our id.</summary>
    public static async Task<string> PutAsync(
        DbConnection db, DbTransaction transaction, DocflowEntry entry, DateTimeOffset? nextAskAt, string update, DateTimeOffset? listedAt = null)
    {
        var cell = DocflowCell.Of(entry);
        var row = await db.QuerySingleAsync<Written>(
            $"{Insert} {update} RETURNING id, form_name, knd, period, payer, payer_name, recipient, recipient_name, numbers, sent_at, searched, hidden_at",
            new
            {
                entry.Id, entry.LinkId, entry.AccountId, entry.DocflowId, entry.DraftId, entry.Type, entry.Status, entry.SuccessState, entry.FormName, entry.Knd, entry.Period,
                entry.Correction, entry.Payer, entry.Recipient, entry.RecipientName, entry.SentAt, entry.ChangedAt, entry.Asked, nextAskAt, entry.OrganizationId, entry.PayerName,
                entry.Numbers, awaits = entry.Awaits?.ToString(), cell = cell.ToString(), listedAt, entry.DueOn, entry.DueCounted, entry.RelatedDocflowId, entry.RelatedDocumentId,
                entry.PayerInn, entry.FormKey, entry.Entered,
            },
            transaction);
        await IndexAsync(db, transaction, entry.LinkId, entry.AccountId, row);
        foreach (var one in new[] { cell, cell with { IsUnread = false } }.Distinct())
        {
            await db.ExecuteAsync(
                "INSERT INTO docflow_cell (link_id, account_id, cell) VALUES (@LinkId, @AccountId, @cell) ON CONFLICT DO NOTHING",
                new { entry.LinkId, entry.AccountId, cell = one.ToString() }, transaction);
        }

        if (entry.FormKey.Length > 0)
        {
            await db.ExecuteAsync(
                "INSERT INTO docflow_form (link_id, account_id, form_key, name) VALUES (@LinkId, @AccountId, @FormKey, @FormName) ON CONFLICT DO NOTHING",
                new { entry.LinkId, entry.AccountId, entry.FormKey, entry.FormName }, transaction);
        }

        return row.Id;
    }

    /// <summary>Writes the words of a row anew after a name of it has changed.</summary>
    public static async Task IndexAsync(DbConnection db, DbTransaction transaction, string id)
    {
        var rows = await db.QueryAsync<Written>(
            """
            SELECT id, link_id, account_id, form_name, knd, period, payer, payer_name, recipient, recipient_name, numbers, sent_at, searched, hidden_at
            FROM docflow WHERE id = @id
            """,
            new { id }, transaction);
        foreach (var row in rows.AsList())
        {
            await IndexAsync(db, transaction, row.LinkId, row.AccountId, row);
        }
    }

    // Most lists bring nothing new: then nothing is written. Hidden rows have no words.
    private static async Task IndexAsync(DbConnection db, DbTransaction transaction, string linkId, string accountId, Written row)
    {
        string?[] texts = [row.FormName, row.Knd, row.Period, row.Payer, row.PayerName, row.Recipient, row.RecipientName, row.Numbers];
        var searched = row.HiddenAt is null ? $"{accountId} {row.SentAt.ToUnixTimeMilliseconds()} {FoldedText.Fold(texts)}" : "";
        if (searched == row.Searched)
        {
            return;
        }

        await db.ExecuteAsync("DELETE FROM docflow_term WHERE row_id = @Id", new { row.Id }, transaction);
        foreach (var some in ValueRows.Statements(row.HiddenAt is null ? SearchTerms.Of(texts) : [], columns: 5))
        {
            var (rows, values) = ValueRows.Of(
                some, ("l", _ => linkId), ("a", _ => accountId), ("t", term => term), ("s", _ => row.SentAt), ("d", _ => row.Id));
            await db.ExecuteAsync($"INSERT INTO docflow_term (link_id, account_id, term, sent_at, row_id) VALUES {rows} ON CONFLICT DO NOTHING", values, transaction);
        }

        await db.ExecuteAsync("UPDATE docflow SET searched = @searched WHERE id = @Id", new { row.Id, searched }, transaction);
    }

    private sealed record Written
    {
        public required string Id { get; init; }

        public string LinkId { get; init; } = "";

        public string AccountId { get; init; } = "";

        public required string FormName { get; init; }

        public string? Knd { get; init; }

        public string? Period { get; init; }

        public required string Payer { get; init; }

        public string? PayerName { get; init; }

        public required string Recipient { get; init; }

        public string? RecipientName { get; init; }

        public string? Numbers { get; init; }

        public required DateTimeOffset SentAt { get; init; }

        public required string Searched { get; init; }

        public DateTimeOffset? HiddenAt { get; init; }
    }
}
