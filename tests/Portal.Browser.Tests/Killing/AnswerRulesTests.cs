using System.Globalization;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>The rules of the crash harness find what is planted, and nothing where all is well.</summary>
public sealed class AnswerRulesTests
{
    private const string Receipt = "fns534-demand-receipt";
    private const string Acceptance = "fns534-demand-acceptance-result-positive";
    private const string Refusal = "fns534-demand-acceptance-result-negative";
    private const string ReceiptWords = "Извещение о получении";
    private const string AcceptanceWords = "Квитанция о приёме требования";

    private static readonly Guid Docflow = Guid.NewGuid();
    private static readonly Guid Document = Guid.NewGuid();
    private readonly List<MadeReply> replies = [];
    private readonly List<JournalLine> journal = [];
    private readonly List<AnswerLine> shown = [];
    private readonly List<Claim> claims = [];
    private readonly HashSet<Guid> readable = [];

    [Fact]
    public void Nothing_is_wrong_where_every_answer_left_once_and_is_shown()
    {
        var (receipt, acceptance) = (Made(Receipt), Made(Acceptance));
        Send(receipt, accepted: false);
        Send(receipt);
        Send(acceptance);
        Show(ReceiptWords);
        Show(AcceptanceWords);
        Claim(ReceiptWords);
        Decrypt(Document);
        readable.Add(Document);

        Assert.Empty(Problems());
    }

    [Fact]
    public void An_answer_that_was_accepted_twice_is_found()
    {
        Send(Made(Receipt));
        Send(Made(Receipt));
        Show(ReceiptWords);

        Assert.Equal($"{ReceiptWords} на «Требование»: accepted 2 times for document {Document}.", Assert.Single(Problems()));
    }

    [Fact]
    public void Accepting_and_refusing_one_demand_are_two_answers_too_many()
    {
        Send(Made(Acceptance));
        Send(Made(Refusal));
        Show(AcceptanceWords);
        Show("Отказ в приёме требования");

        Assert.Contains("accepted 2 times", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_was_sent_again_is_found_although_it_was_refused()
    {
        var receipt = Made(Receipt);
        Send(receipt);
        Send(receipt, accepted: false);
        Show(ReceiptWords);

        Assert.Contains("sent again after it had been accepted", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_that_shows_as_sent_what_was_not_accepted_is_found()
    {
        Send(Made(Receipt), accepted: false);
        Show(ReceiptWords);

        Assert.Contains("shown as sent 1 times when 0 had been accepted", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_that_said_it_before_it_was_true_is_found_although_it_became_true()
    {
        var receipt = Made(Receipt);
        Send(receipt, accepted: false);
        Claim(ReceiptWords);
        Send(receipt);
        Show(ReceiptWords);

        Assert.Contains("shown as sent 1 times when 0 had been accepted", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Не отправлен")]
    [InlineData("Отправляется")]
    [InlineData(null)]
    public void An_accepted_answer_that_its_screen_does_not_show_as_sent_is_found(string? state)
    {
        Send(Made(Receipt));
        Show(ReceiptWords, state);

        Assert.Contains("accepted, and its screen shows 0 as sent", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_a_code_decrypted_and_nobody_can_read_is_found()
    {
        Decrypt(Document);

        Assert.Contains("decrypted by a code, and its page does not show it", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_was_not_taken_decrypts_nothing()
    {
        Decrypt(Document, accepted: false);

        Assert.Empty(Problems());
    }

    private Guid Made(string type)
    {
        var reply = new MadeReply(Guid.NewGuid(), Document, type);
        replies.Add(reply);
        return reply.Id;
    }

    private void Send(Guid reply, bool accepted = true) => Write(string.Create(CultureInfo.InvariantCulture, $"replies/{reply}/send"), Document, accepted);

    private void Decrypt(Guid document, bool accepted = true) => Write("confirm-content-decryption?requestId=1&code=***", document, accepted);

    private void Write(string call, Guid document, bool accepted) =>
        journal.Add(new JournalLine(journal.Count + 1, "extern", "POST", $"/extern/v1/{Guid.NewGuid()}/docflows/{Docflow}/documents/{document}/{call}", accepted ? 200 : 400, accepted, false, "director"));

    private void Show(string name, string? state = "Отправлен") => shown.Add(new AnswerLine(name, "Требование", state, false));

    private void Claim(string name) => claims.Add(new Claim(Docflow, AnswerRules.Words(name, "Требование"), 1, journal.Count));

    private List<string> Problems() =>
    [
        .. AnswerRules.Problems(new AnswerFacts(
            journal, [new ArrivedDocflow(Docflow, "fns534-demand", "arrived", [], [new ArrivedDocument(Document, "fns534-demand")], replies)],
            [new AnswerScreen(Docflow, shown, [], [])], claims, readable)),
    ];
}
