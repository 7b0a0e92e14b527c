using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>The judge of the crash harness of packages: content with the truth, and with nothing else.</summary>
public sealed class PackageRulesTests
{
    private const string One = "Пакет 1";
    private const string Two = "Пакет 2";
    private static readonly IReadOnlySet<string> DocumentsOfOne = new HashSet<string> { "a", "b" };
    private static readonly IReadOnlySet<string> DocumentsOfTwo = new HashSet<string> { "c" };

    // One was sent; two was not, and its abandoned number stayed a draft.
    private static readonly PackageFacts Truth = new(
        [Order(101, One), new ArrivedOrder(102, 0, null, null, null, null, null, null, null, false)],
        [Call(1, 206), Call(2, 200), Call(3, 499, accepted: false)],
        new Dictionary<long, IReadOnlySet<string>> { [101] = DocumentsOfOne },
        [new(One, PackageRules.Signed, 101, 0), new(Two, PackageRules.NotSent, null, null), new("", PackageRules.Draft, null, null)],
        [new(One, "Отправляется", 1), new(One, "Ждёт подписи", 2), new(Two, PackageRules.NotSent, 3)],
        new Dictionary<string, IReadOnlySet<string>> { [One] = DocumentsOfOne, [Two] = DocumentsOfTwo }, []);

    [Fact]
    public void It_believes_the_truth() => Assert.Empty(PackageRules.Problems(Truth));

    [Fact]
    public void It_believes_that_nobody_knows_of_what_is_not_there() =>
        Assert.Empty(PackageRules.Problems(Truth with { Rows = [Truth.Rows[0], new(Two, PackageRules.Unknown, null, null)] }));

    [Fact]
    public void It_finds_a_double_by_its_title_and_by_the_journal()
    {
        var twice = Truth with { Orders = [Order(101, One), Order(103, One)], Arrived = new Dictionary<long, IReadOnlySet<string>> { [101] = DocumentsOfOne, [103] = DocumentsOfOne } };
        Assert.Equal(["«Пакет 1»: sent 2 times, as 101, 103.", "1 calls handed over a package, and 2 orders have one."], PackageRules.Problems(twice));
        Assert.Equal("2 calls handed over a package, and 1 orders have one.", Assert.Single(PackageRules.Problems(Truth with { Journal = [.. Truth.Journal, Call(4, 200)] })));
    }

    [Theory]
    [InlineData("Подписан")]
    [InlineData("Ждёт подписи")]
    [InlineData("Слово, которого никто не ждал")]
    public void It_finds_a_lie_of_the_table(string word) => Assert.Contains(
        $"«Пакет 2»: called «{word}», and it is not there.", PackageRules.Problems(Truth with { Rows = [Truth.Rows[0], new(Two, word, 102, 0)] }));

    [Fact]
    public void It_finds_a_lie_that_was_taken_back() => Assert.Equal(
        "«Пакет 2»: called «Ждёт подписи», and it is not there.", Assert.Single(PackageRules.Problems(Truth with { Claims = [.. Truth.Claims, new(Two, "Ждёт подписи", 2)] })));

    [Theory]
    [InlineData(PackageRules.NotSent)]
    [InlineData(PackageRules.Unknown)]
    [InlineData(PackageRules.Draft)]
    public void It_finds_what_is_concealed(string word) => Assert.Equal(
        $"«Пакет 1»: EPGU has it as 101, and the portal calls it «{word}».", Assert.Single(PackageRules.Problems(Truth with { Rows = [new(One, word, null, null), Truth.Rows[1]] })));

    [Fact]
    public void It_finds_what_was_lost() => Assert.Equal(
        ["«Пакет 1»: EPGU has it as 101, and the portal calls it «nothing».", "«Пакет 1»: the portal has lost it."], PackageRules.Problems(Truth with { Rows = [Truth.Rows[1]] }));

    [Fact]
    public void It_finds_a_wrong_number_and_one_that_two_packages_have()
    {
        var others = Truth with { Rows = [new(One, PackageRules.Signed, 102, 0), Truth.Rows[1]] };
        Assert.Equal("«Пакет 1»: shown with the number 102, which is not its own.", Assert.Single(PackageRules.Problems(others)));
        Assert.Equal("Order 101 belongs to 2 packages.", Assert.Single(PackageRules.Problems(Truth with { Rows = [Truth.Rows[0], new(Two, PackageRules.NotSent, 101, null)] })));
    }

    [Fact]
    public void It_finds_altered_documents() => Assert.Equal(
        "«Пакет 1»: the documents of 101 are not those that were uploaded.",
        Assert.Single(PackageRules.Problems(Truth with { Arrived = new Dictionary<long, IReadOnlySet<string>> { [101] = new HashSet<string> { "a", "other" } } })));

    [Theory]
    [InlineData("Выясняем", null)]
    [InlineData("В очереди", null)]
    [InlineData("Отправляется", null)]
    public void It_finds_what_never_ends(string word, int? alarms) => Assert.Equal(
        $"«Пакет 2»: still «{word}», alarms unknown.", Assert.Single(PackageRules.Problems(Truth with { Rows = [Truth.Rows[0], new(Two, word, null, alarms)] })));

    [Fact]
    public void It_finds_results_that_are_missing_or_not_right()
    {
        Assert.Equal("«Пакет 1»: still «Подписан», alarms unknown.", Assert.Single(PackageRules.Problems(Truth with { Rows = [new(One, PackageRules.Signed, 101, null), Truth.Rows[1]] })));
        Assert.Equal("«Пакет 1»: still «Подпись под вопросом», alarms 1.", Assert.Single(PackageRules.Problems(Truth with { Rows = [new(One, "Подпись под вопросом", 101, 1), Truth.Rows[1]] })));
    }

    [Fact]
    public void It_finds_what_lies_in_the_spool() =>
        Assert.Equal("spool/1 was left behind.", Assert.Single(PackageRules.Problems(Truth with { LeftFiles = ["spool/1"] })));

    private static ArrivedOrder Order(long id, string title) => new(id, 3, "done", null, DateTimeOffset.UnixEpoch, "V1_8", false, title, ["a", "b"], false);

    private static JournalLine Call(long id, int status, bool accepted = true) => new(id, "epgu", "POST", "/epgu/api/gusmev/push/chunked", status, accepted, false, null);
}
