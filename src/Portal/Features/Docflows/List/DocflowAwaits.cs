namespace Portal.Features.Docflows.List;

/// <summary>What a state body awaits from the person.</summary>
public enum AwaitedAnswer
{
    /// <summary>A receipt: that it was received.</summary>
    Receipt,

    /// <summary>A demand's acceptance or refusal.</summary>
    Decision,
}

/// <summary>The one rule of «Ждут моего ответа»; its outcome is kept with every row.</summary>
public static class DocflowAwaits
{
    /// <summary>What is awaited, by type and status (contract drafts 6.4, 6.5, 6.10, 6.11); null for nothing, and for types that are not known.</summary>
    public static AwaitedAnswer? Answer(string type, string status) => (DocflowWords.Last(type), DocflowWords.Last(status)) switch
    {
        ("fns534-demand" or "fns534-cu-letter" or "stat-cu-letter" or "pfr-cu-letter", "received") => AwaitedAnswer.Receipt,
        ("fns534-demand", "arrived") => AwaitedAnswer.Decision,
        ("fss-sedo-demand", "response-arrived") => AwaitedAnswer.Receipt,
        _ => null,
    };
}
