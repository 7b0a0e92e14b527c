using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>Compares what EPGU holds with what the portal's table of packages says (<see cref="PackageRules"/>). Knows nothing of the portal but the table's columns.</summary>
public sealed class PackageChecker(Outside outside, Uri portal, string dataFolder)
{
    private readonly Dictionary<long, IReadOnlySet<string>> arrived = [];

    /// <summary>How long everything may take to settle: a killed portal's packages are left alone for a minute.</summary>
    public TimeSpan Settled { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Everything that is wrong once nothing is under way any more; claims made on the way are judged as they were made.</summary>
    /// <param name="users">Everybody who sent, with a page that is theirs.</param>
    public async Task<IReadOnlyList<string>> ProblemsAsync(IReadOnlyList<(IPage Page, PackageSender User)> users)
    {
        IReadOnlyList<string> problems = [];
        try
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    problems = PackageRules.Problems(await LookAsync(users));
                    await Task.Delay(500);
                    return problems.Count == 0;
                },
                "everything settles", Settled);
        }
        catch (TimeoutException)
        {
            // The last ones count.
        }

        return problems;
    }

    /// <summary>The portal's table of a person's packages, as it is now.</summary>
    public async Task<IReadOnlyList<PackageRow>> RowsAsync(IPage page)
    {
        var answer = await page.Context.APIRequest.GetAsync(new Uri(portal, "/goskey/export").ToString());
        if (!answer.Ok)
        {
            throw new InvalidOperationException($"The table was refused: {answer.Status}.");
        }

        var lines = Encoding.UTF8.GetString(await answer.BodyAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        var (title, word, number, alarms) = (lines[0].IndexOf("Название"), lines[0].IndexOf("Состояние"), lines[0].IndexOf("Номер заявления"), lines[0].IndexOf("Замечаний к подписям"));
        return [.. lines.Skip(1).Select(cells => new PackageRow(cells[title], cells[word], Number(cells[number]), (int?)Number(cells[alarms])))];
    }

    private async Task<PackageFacts> LookAsync(IReadOnlyList<(IPage Page, PackageSender User)> users)
    {
        var rows = new List<PackageRow>();
        foreach (var (page, _) in users)
        {
            rows.AddRange(await RowsAsync(page));
        }

        var orders = await outside.OrdersAsync();
        foreach (var order in orders.Where(order => order.SentAt is not null && !arrived.ContainsKey(order.OrderId)))
        {
            arrived[order.OrderId] = DocumentsOf(await outside.PackageAsync(order.OrderId));
        }

        return new PackageFacts(
            orders, await outside.RequestsAsync("gusmev/push"), arrived, rows, [.. users.SelectMany(one => one.User.Claims)],
            users.SelectMany(one => one.User.Begun).ToDictionary(), LeftIn(Path.Combine(dataFolder, "spool")));
    }

    private static IReadOnlySet<string> DocumentsOf(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return archive.Entries.Where(entry => entry.Name != "req.xml" && !entry.Name.EndsWith(".sig", StringComparison.Ordinal)).Select(Digest).ToHashSet();

        static string Digest(ZipArchiveEntry entry)
        {
            using var content = entry.Open();
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
    }

    private static IReadOnlyList<string> LeftIn(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder)] : [];

    private static long? Number(string cell) => long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A line of CSV with semicolons; quotes double inside quotes.
    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var sign in line)
        {
            if (sign == '"')
            {
                cell.Append(!quoted && cell.Length > 0 ? "\"" : "");
                quoted = !quoted;
            }
            else if (sign == ';' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(sign);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
