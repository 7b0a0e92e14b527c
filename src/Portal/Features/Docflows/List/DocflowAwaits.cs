using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows.List;

/// <summary>What a state body awaits from the person.</summary>
public enum AwaitedAnswer
{
    /// <summary>A receipt: that it was received.</summary>
    Receipt,

    /// <summary>A demand's acceptance or refusal.</summary>
    Decision,

    /// <summary>The documents that an accepted demand asks for.</summary>
    Documents,
}

/// <summary>The one rule of «Ждут моего ответа»; its outcome is kept with every row.</summary>
public static class DocflowAwaits
{
    /// <summary>Forms that an inventory answers (contract drafts 6.5).</summary>
    private static readonly HashSet<string> Answerable = new(StringComparer.Ordinal) { "1165050", "1165013", "1152006", "1153007", "1125008" };

    /// <summary>How the answers to a demand stand while somebody has to act (contract drafts 5.5).</summary>
    private static readonly HashSet<Word> Open = [new("not-sent"), new("ready-to-send"), new("declined")];

    /// <summary>What is awaited, by type and status (contract drafts 6.4, 6.5, 6.10, 6.11); null for nothing, and for types that are not known.</summary>
    public static AwaitedAnswer? Answer(string type, string status) => (DocflowWords.Last(type), DocflowWords.Last(status)) switch
    {
        ("fns534-demand" or "fns534-cu-letter" or "stat-cu-letter" or "pfr-cu-letter", "received") => AwaitedAnswer.Receipt,
        ("fns534-demand", "arrived") => AwaitedAnswer.Decision,
        ("fss-sedo-demand", "response-arrived") => AwaitedAnswer.Receipt,
        _ => null,
    };

    /// <summary>The same of a docflow with its description: an accepted demand goes on to await its documents until they are sent (contract drafts 5.5, 6.5).</summary>
    public static AwaitedAnswer? Answer(Docflow docflow, DocflowDescription about) =>
        Answer(docflow.Type.Raw, docflow.Status.Raw)
        ?? (IsAccepted(docflow) && Open.Contains(about.RepliesStatus) && CanBeAnswered(about) ? AwaitedAnswer.Documents : null);

    /// <summary>True when a demand has a form that an inventory answers.</summary>
    public static bool CanBeAnswered(DocflowDescription about) => about.FormVersions.Any(form => form.Knd is { } knd && Answerable.Contains(knd));

    private static bool IsAccepted(Docflow docflow) =>
        DocflowWords.Last(docflow.Type.Raw) == "fns534-demand" && DocflowWords.Last(docflow.Status.Raw) is "processed" or "finished"
        && DocflowWords.Last(docflow.SuccessState.Raw) == "successful";
}
