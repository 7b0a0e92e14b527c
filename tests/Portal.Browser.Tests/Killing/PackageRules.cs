using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>A page called a package this, when the journal had come to a certain line.</summary>
public sealed record PackageClaim(string Title, string Word, long JournalId);

/// <summary>A row of the portal's table of packages.</summary>
/// <param name="Title">Unique in these tests.</param>
/// <param name="Word">Its state.</param>
/// <param name="OrderId">The number shown; null for none.</param>
/// <param name="Alarms">What the verification of the results says; null before it.</param>
public sealed record PackageRow(string Title, string Word, long? OrderId, int? Alarms);

/// <summary>Everything to judge by: what EPGU holds and has written down, and what the portal says now and said before.</summary>
/// <param name="Orders">EPGU's orders, drafts among them.</param>
/// <param name="Journal">Requests that sent packages or parts of them.</param>
/// <param name="Arrived">SHA-256 of the documents of each order that has a package.</param>
/// <param name="Rows">The portal's table, of everybody who sent.</param>
/// <param name="Claims">What the pages said on the way.</param>
/// <param name="Begun">SHA-256 of the documents that belong under each title.</param>
/// <param name="LeftFiles">What lies where nothing may lie.</param>
public sealed record PackageFacts(
    IReadOnlyList<ArrivedOrder> Orders, IReadOnlyList<JournalLine> Journal, IReadOnlyDictionary<long, IReadOnlySet<string>> Arrived, IReadOnlyList<PackageRow> Rows,
    IReadOnlyList<PackageClaim> Claims, IReadOnlyDictionary<string, IReadOnlySet<string>> Begun, IReadOnlyList<string> LeftFiles);

/// <summary>What must hold of packages whatever happened to the portal. Knows nothing of how they were sent.</summary>
public static class PackageRules
{
    /// <summary>Is being put together.</summary>
    public const string Draft = "Черновик";

    /// <summary>Nothing arrived.</summary>
    public const string NotSent = "Не отправлен";

    /// <summary>The portal says that it does not know.</summary>
    public const string Unknown = "Нужна проверка";

    /// <summary>Signed, and nothing is wrong with the signatures.</summary>
    public const string Signed = "Подписан";

    private static readonly string[] UnderWay = ["В очереди", "Отправляется", "Выясняем"];

    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<string> Problems(PackageFacts facts)
    {
        var sent = facts.Orders.Where(order => order.SentAt is not null).ToList();
        return
        [
            .. SentTwice(facts, sent), .. Lies(facts, sent), .. Concealed(facts, sent), .. Numbers(facts), .. Altered(facts, sent), .. Unfinished(facts),
            .. facts.LeftFiles.Select(file => $"{file} was left behind."),
        ];
    }

    /// <summary>True when the word says that EPGU has the package.</summary>
    public static bool SaysSent(string word) => word is not (Draft or NotSent or Unknown) && !UnderWay.Contains(word);

    // The journal is a second witness: every call that handed over a package is one order's.
    private static IEnumerable<string> SentTwice(PackageFacts facts, List<ArrivedOrder> sent)
    {
        var taken = facts.Journal.Count(line => line is { Verb: "POST", Accepted: true, Status: 200 });
        return sent.GroupBy(order => order.Description).Where(of => of.Count() > 1)
            .Select(of => $"«{of.Key}»: sent {of.Count()} times, as {string.Join(", ", of.Select(order => order.OrderId))}.")
            .Concat(taken == sent.Count ? [] : [$"{taken} calls handed over a package, and {sent.Count} orders have one."]);
    }

    private static IEnumerable<string> Lies(PackageFacts facts, List<ArrivedOrder> sent)
    {
        var claims = facts.Claims.Concat(facts.Rows.Select(row => new PackageClaim(row.Title, row.Word, long.MaxValue))).Where(claim => SaysSent(claim.Word));
        return claims.Where(claim => sent.All(order => order.Description != claim.Title)).Select(claim => $"«{claim.Title}»: called «{claim.Word}», and it is not there.").Distinct()
            .Concat(facts.Rows.Where(row => SaysSent(row.Word) && sent.FirstOrDefault(order => order.Description == row.Title) is { } order && order.OrderId != row.OrderId)
                .Select(row => $"«{row.Title}»: shown with the number {row.OrderId}, which is not its own."));
    }

    private static IEnumerable<string> Concealed(PackageFacts facts, List<ArrivedOrder> sent) =>
        from order in sent
        let row = facts.Rows.FirstOrDefault(row => row.Title == order.Description)
        where row is null || !SaysSent(row.Word)
        select $"«{order.Description}»: EPGU has it as {order.OrderId}, and the portal calls it «{row?.Word ?? "nothing"}».";

    private static IEnumerable<string> Numbers(PackageFacts facts) => facts.Rows.Where(row => row.OrderId is not null).GroupBy(row => row.OrderId).Where(of => of.Count() > 1)
        .Select(of => $"Order {of.Key} belongs to {of.Count()} packages.");

    private static IEnumerable<string> Altered(PackageFacts facts, List<ArrivedOrder> sent) =>
        from order in sent
        let arrived = facts.Arrived.GetValueOrDefault(order.OrderId)
        where arrived is null || !facts.Begun.TryGetValue(order.Description ?? "", out var uploaded) || !arrived.SetEquals(uploaded)
        select $"«{order.Description}»: the documents of {order.OrderId} are not those that were uploaded.";

    private static IEnumerable<string> Unfinished(PackageFacts facts) =>
        from title in facts.Begun.Keys
        let row = facts.Rows.FirstOrDefault(row => row.Title == title)
        where row is not ({ Word: Signed, Alarms: 0 } or { Word: NotSent or Unknown or Draft })
        select row is null ? $"«{title}»: the portal has lost it." : $"«{title}»: still «{row.Word}», alarms {row.Alarms?.ToString(null, null) ?? "unknown"}.";
}
