using System.Text.RegularExpressions;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>A screen called so many answers of a kind sent, when the journal had come to a certain line.</summary>
public sealed record Claim(Guid Docflow, string Answer, int Times, long JournalId);

/// <summary>Everything to judge by: what the simulator has written down, and what the screens say now and said before.</summary>
/// <param name="Journal">Requests to send answers and to confirm decryptions.</param>
/// <param name="Docflows">Kontur's own.</param>
/// <param name="Screens">The page of every docflow that somebody has answered in, as it is now.</param>
/// <param name="Claims">What those pages said on the way.</param>
/// <param name="Readable">Kontur's ids of the documents whose pages show what is in them.</param>
public sealed record AnswerFacts(
    IReadOnlyList<JournalLine> Journal, IReadOnlyList<ArrivedDocflow> Docflows, IReadOnlyList<AnswerScreen> Screens, IReadOnlyList<Claim> Claims, IReadOnlySet<Guid> Readable);

/// <summary>What must hold of answers and decryptions whatever happened to the portal. Knows nothing of how they were given.</summary>
public static partial class AnswerRules
{
    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<string> Problems(AnswerFacts facts)
    {
        var sendings = Sendings(facts).ToList();
        return [.. SentTwice(sendings), .. Lies(facts, sendings), .. Concealed(facts, sendings), .. Unreadable(facts)];
    }

    /// <summary>An answer in the words of the screen.</summary>
    public static string Words(string name, string document) => $"{name} на «{document}»";

    /// <summary>Documents whose decryption was confirmed by a code that Kontur took.</summary>
    public static IEnumerable<(Guid Docflow, Guid Document)> Decrypted(IEnumerable<JournalLine> journal) => journal
        .Where(line => line is { Verb: "POST", Accepted: true }).Select(line => DecryptedDocument().Match(line.Path)).Where(found => found.Success)
        .Select(found => (Guid.Parse(found.Groups[1].Value), Guid.Parse(found.Groups[2].Value))).Distinct();

    // Accepting and refusing a demand exclude each other, so they count as one. An answer that was accepted is asked about, never sent again, even if Kontur would refuse it.
    private static IEnumerable<string> SentTwice(IEnumerable<Sending> sendings)
    {
        foreach (var of in sendings.GroupBy(sending => (sending.Document, Reply.SlotOf(sending.Type))))
        {
            var times = of.Count(sending => sending.Accepted);
            if (times > 1)
            {
                yield return $"{of.First().Answer}: accepted {times} times for document {of.Key.Document}.";
            }
            else if (times == 1 && of.Any(sending => sending.Id > of.First(one => one.Accepted).Id))
            {
                yield return $"{of.First().Answer}: sent again after it had been accepted for document {of.Key.Document}.";
            }
        }
    }

    private static IEnumerable<string> Lies(AnswerFacts facts, List<Sending> sendings)
    {
        var now = facts.Screens.SelectMany(screen => screen.Lines.Where(line => line.IsSent).GroupBy(line => line.Answer)
            .Select(shown => new Claim(screen.Docflow, shown.Key, shown.Count(), long.MaxValue)));
        return from claim in facts.Claims.Concat(now)
               let accepted = sendings.Count(sending => sending.Accepted && sending.Docflow == claim.Docflow && sending.Answer == claim.Answer && sending.Id <= claim.JournalId)
               where claim.Times > accepted
               select $"{claim.Answer} of docflow {claim.Docflow}: shown as sent {claim.Times} times when {accepted} had been accepted.";
    }

    private static IEnumerable<string> Concealed(AnswerFacts facts, List<Sending> sendings) =>
        from sent in sendings.Where(sending => sending.Accepted).GroupBy(sending => (sending.Docflow, sending.Answer))
        let shown = facts.Screens.Where(screen => screen.Docflow == sent.Key.Docflow).SelectMany(screen => screen.Lines).Count(line => line.IsSent && line.Answer == sent.Key.Answer)
        where shown < sent.Select(sending => sending.Document).Distinct().Count()
        select $"{sent.Key.Answer} of docflow {sent.Key.Docflow}: accepted, and its screen shows {shown} as sent.";

    private static IEnumerable<string> Unreadable(AnswerFacts facts) =>
        Decrypted(facts.Journal).Where(one => !facts.Readable.Contains(one.Document)).Select(one => $"Document {one.Document} of docflow {one.Docflow}: decrypted by a code, and its page does not show it.");

    private static IEnumerable<Sending> Sendings(AnswerFacts facts)
    {
        var replies = facts.Docflows.SelectMany(docflow => docflow.Replies).ToDictionary(reply => reply.Id);
        var documents = facts.Docflows.SelectMany(docflow => docflow.Documents).ToDictionary(document => document.Id);
        foreach (var line in facts.Journal.Where(line => line.Verb == "POST").OrderBy(line => line.Id))
        {
            if (SentReply().Match(line.Path) is { Success: true } found)
            {
                var (document, type) = (Guid.Parse(found.Groups[2].Value), replies[Guid.Parse(found.Groups[3].Value)].Type);
                yield return new Sending(
                    line.Id, Guid.Parse(found.Groups[1].Value), document, type, Words(ReplyWords.Name(type), DocflowWords.Document(documents[document].Type)), line.Accepted);
            }
        }
    }

    [GeneratedRegex("/docflows/([^/]+)/documents/([^/]+)/replies/([^/]+)/send$")]
    private static partial Regex SentReply();

    [GeneratedRegex("/docflows/([^/]+)/documents/([^/]+)/confirm-content-decryption")]
    private static partial Regex DecryptedDocument();

    private sealed record Sending(long Id, Guid Docflow, Guid Document, string Type, string Answer, bool Accepted);
}
