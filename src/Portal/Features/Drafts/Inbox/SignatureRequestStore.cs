using System.Data.Common;
using System.Text.Json;
using Dapper;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Storage;

namespace Portal.Features.Drafts.Inbox;

/// <summary>SQL of requests for a colleague's signature.</summary>
public sealed class SignatureRequestStore(Database database, TimeProvider clock)
{
    private const int Most = 100;

    private const string Columns =
        "id, draft_id, account_id, from_link_id, to_link_id, from_name, to_name, thumbprint, state, title, documents, message, reason, asked_at, ended_at";

    static SignatureRequestStore() => SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<Confirmations.SignedDocument>>());

    /// <summary>
    /// People other than this link who work in the account through the portal and whose own session lists there a valid cloud certificate
    /// that the registry gives to them. Nobody for an account that the link does not have.
    /// </summary>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<ColleagueRow>(
            """
            SELECT l.id AS link_id, i.partner_user_id, i.full_name, i.inn, i.kpp, i.organization, c.thumbprint, c.inn AS certificate_inn, c.kind, c.is_valid, c.content, c.valid_until
            FROM certificate c JOIN link l ON l.id = c.link_id JOIN person p ON p.id = l.person_id
                JOIN issued_certificate i ON i.thumbprint = c.thumbprint AND i.partner_user_id = p.subject
            WHERE c.account_id = @accountId AND l.id <> @linkId AND l.state = 'Active' AND c.is_valid = 'yes' AND c.valid_until > @now AND COALESCE(c.kind, '') <> 'iron'
              AND EXISTS (SELECT 1 FROM account a WHERE a.link_id = @linkId AND a.account_id = @accountId)
              AND EXISTS (SELECT 1 FROM account a WHERE a.link_id = l.id AND a.account_id = @accountId)
            ORDER BY i.full_name, c.valid_until DESC LIMIT 50
            """,
            new { linkId, accountId, now = clock.GetUtcNow() });
        return [.. rows.DistinctBy(row => row.LinkId).Select(row => row.AsColleague())];
    }

    /// <summary>Warrants by which a colleague acts in the account: the report is checked with theirs.</summary>
    public async Task<IReadOnlyList<AccountWarrant>> WarrantsAsync(string colleagueLinkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AccountWarrant>(
            "SELECT inn, kpp, number, begins_on, ends_on FROM warrant WHERE link_id = @colleagueLinkId AND account_id = @accountId ORDER BY ends_on DESC, number LIMIT 200",
            new { colleagueLinkId, accountId })];
    }

    /// <summary>Asks; false when the report is in somebody's hands already.</summary>
    public async Task<bool> AddAsync(SignatureRequest request, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO signature_request (id, draft_id, account_id, from_link_id, to_link_id, from_name, to_name, thumbprint, state, title, documents, message, asked_at)
                VALUES (@Id, @DraftId, @AccountId, @FromLinkId, @ToLinkId, @FromName, @ToName, @Thumbprint, 'Asked', @Title, @documents, @Message, @AskedAt)
                """,
                new
                {
                    request.Id, request.DraftId, request.AccountId, request.FromLinkId, request.ToLinkId, request.FromName, request.ToName, request.Thumbprint, request.Title,
                    documents = JsonSerializer.Serialize(request.Documents), request.Message, request.AskedAt,
                });
            return true;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>A request to this link, or null.</summary>
    public async Task<SignatureRequest?> FindAsync(string toLinkId, string requestId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<SignatureRequest>(
            $"SELECT {Columns} FROM signature_request WHERE id = @requestId AND to_link_id = @toLinkId", new { requestId, toLinkId });
    }

    /// <summary>The newest request about a draft, whoever asks; null when it was never handed over.</summary>
    public async Task<SignatureRequest?> LatestAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QueryFirstOrDefaultAsync<SignatureRequest>(
            $"SELECT {Columns} FROM signature_request WHERE draft_id = @draftId ORDER BY asked_at DESC, id LIMIT 1", new { draftId });
    }

    /// <summary>What this link is asked to sign, what waits first, then the newest; at most 100.</summary>
    public async Task<IReadOnlyList<SignatureRequest>> InboxAsync(string toLinkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SignatureRequest>(
            $"""
            SELECT {Columns} FROM signature_request WHERE to_link_id = @toLinkId
            ORDER BY CASE WHEN state = 'Asked' THEN 0 ELSE 1 END, asked_at DESC, id LIMIT {Most}
            """,
            new { toLinkId })];
    }

    /// <summary>How many requests wait for this link; at most 100.</summary>
    public async Task<int> CountAsync(string toLinkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return (int)await db.QuerySingleAsync<long>(
            $"SELECT count(*) FROM (SELECT 1 FROM signature_request WHERE to_link_id = @toLinkId AND state = 'Asked' LIMIT {Most}) waiting", new { toLinkId });
    }

    /// <summary>Ends a request that waits; false when it does not any more.</summary>
    public async Task<bool> EndAsync(string requestId, RequestState outcome, string? reason = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE signature_request SET state = @outcome, reason = @reason, ended_at = @now WHERE id = @requestId AND state = 'Asked'",
            new { requestId, outcome = outcome.ToString(), reason, now = clock.GetUtcNow() }) == 1;
    }

    private sealed record ColleagueRow
    {
        public required string LinkId { get; init; }
        public required string PartnerUserId { get; init; }
        public required string FullName { get; init; }
        public required string Inn { get; init; }
        public string? Kpp { get; init; }
        public required string Organization { get; init; }
        public required string Thumbprint { get; init; }
        public required string CertificateInn { get; init; }
        public string? Kind { get; init; }
        public required string IsValid { get; init; }
        public required string Content { get; init; }
        public required DateTimeOffset ValidUntil { get; init; }

        // Nobody but the owner is told of a phone or a SNILS.
        public Colleague AsColleague() => new(LinkId, FullName, new CertificateChoice(
            new AccountCertificate { Thumbprint = Thumbprint, FullName = FullName, Inn = CertificateInn, Kind = Kind, IsValid = IsValid, Content = Content, ValidUntil = ValidUntil },
            new IssuedCertificate
            {
                Thumbprint = Thumbprint, PartnerUserId = PartnerUserId, FullName = FullName, Inn = Inn, Kpp = Kpp, Organization = Organization, Phone = "", PhoneTail = "",
                KonturUser = "", ValidUntil = ValidUntil,
            },
            null));
    }
}
