namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Document types of what a builder makes (drafts contract 4, 5.6); without a form of its own the first file is the main document.</summary>
internal sealed record BuiltKinds(string Main, string Attachment, string? Warrant = null)
{
    /// <summary>How the made file's name begins, and its form.</summary>
    public (string Prefix, string Knd)? Form { get; init; }

    /// <summary>Type of the first file.</summary>
    public string First { get; init; } = Main;

    /// <summary>An inventory that answers no demand is a submission.</summary>
    public static BuiltKinds Of(string builderType, bool isAnswer) => builderType switch
    {
        BuilderData.Inventory when isAnswer => new("fns534-inventory-message", "fns534-inventory-attachment", "fns534-inventory-warrant") { Form = ("ON_OPDOCNO", "1184002"), First = "fns534-inventory-attachment" },
        BuilderData.Inventory => new("fns534-submission-message", "fns534-submission-attachment", "fns534-submission-warrant") { Form = ("ON_OPDOCNO", "1184002"), First = "fns534-submission-attachment" },
        BuilderData.Letter => new("fns534-letter", "fns534-letter-attachment", "fns534-letter-warrant") { Form = ("IU_OBRNP", "1166102"), First = "fns534-letter-attachment" },
        "business-registration" => new("business-registration-inventory", "business-registration-attachment") { Form = ("TR_OPIS", "1100000"), First = "business-registration-application" },
        "pfr-report" => new("pfr-report", "pfr-report-attachment"),
        "pfr-letter" => new("pfr-letter", "pfr-letter-attachment"),
        "pfr-ios" => new("pfr-ios-request", "pfr-ios-request"),
        _ => new("stat-letter", "stat-letter-attachment"),
    };
}
